namespace OpsPortal.Tests.Banking;

/// <summary>MT940 as banks of Belgium, France, Spain, Poland and the North write it.</summary>
internal static class Mt940MoreDialects
{
    private const string Polish = """
        :20:PKO260302
        :25:/PL02102010260000123456789012
        :28C:61
        :60F:C260301PLN10,00
        :61:2603020302CN100,00NTRFNONREF//PKO-1
        :86:020~00PRZELEW~20Zapłata za fakturę~21 FV 12/2026~30 10201026
        ~31 0000123456789013~32Łukasz Żółć~33 Świątek
        :62F:C260302PLN110,00
        -
        """;

    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("KBC", """
            :20:KBC1
            :25:BE68539007547034EUR
            :28C:061
            :60F:C260301EUR5,
            :61:2603020302C10,NTRFNONREF//26061KBC
            :86:/ORDP//NAME/Peeters NV/IBAN/BE71096123456769/REMI/+++090/9337/55493+++
            :62F:C260302EUR15,
            -
            """, "EUR 10.00|Peeters NV|BE71096123456769|+++090/9337/55493+++|||26061KBC"),
        new("BNP Paribas", """
            :20:BNP
            :25:FR7630004008180001112223334
            :28C:00061
            :60F:C260301EUR0,00
            :61:2603020302CR300,00NTRFVIR RECU//BNP26
            :86:/ORDP/Dupont SARL/REMI/FACTURE IE-2026-00014/EREF/NOTPROVIDED
            :61:2603020302DR0,90NCHGFRAIS
            :86:FRAIS DE TENUE DE COMPTE
            :62F:C260302EUR299,10
            -
            """, """
            EUR 300.00|Dupont SARL||FACTURE IE-2026-00014|||BNP26
            EUR -0.90|||FRAIS DE TENUE DE COMPTE|||
            """),
        new("Nordea, numbered texts", """
            :20:NORDEA
            :25:FI2112345600000785
            :28C:61
            :60F:C260301EUR0,
            :61:2603020302C75,NTRFNONREF//2603020001
            :NS:01Invoice
            02IE-2026-00015
            15Kauppa Oy
            :62F:C260302EUR75,
            -
            """, "EUR 75.00|Kauppa Oy||Invoice IE-2026-00015|||2603020001"),
        new("Santander, no message end", """
            :20:SAN
            :25:ES9121000418450200051332
            :28C:00061/00001
            :60F:C260301EUR1000,
            :61:2603020302C12,NTRF0049//SAN1
            TRANSFERENCIA
            :86:TRANSFERENCIA DE GARCIA SL CONCEPTO IE-2026-00016
            :62F:C260302EUR1012,
            :64:C260302EUR1012,
            """, "EUR 12.00|||TRANSFERENCIA DE GARCIA SL CONCEPTO IE-2026-00016|||SAN1"),
        new("mBank", """

            :20:ST260302CYC/1
            :25:PL29114010810000267002001002
            :28C:1/1
            :60F:C260301PLN0,40
            :61:2603020302CN0,01NTRFNONREF//MB260302012058
            911-TRANSAKCJA IPH
            :86:911 TRANSAKCJA COLLECT; ID IPH: XX000000000001; Z RACH.: 
            56114010810000267002001001; OD: JAN NOWAK  
            UL. NIJAKA 1 M 2 31-234 KRAKOW; TYT.: FV IE-2026-00017; 
            TNR: 260302073864111.010001
            :62F:C260302PLN0,41
            :64:C260302PLN0,41
            -
            """, "PLN 0.01|JAN NOWAK|56114010810000267002001001|FV IE-2026-00017|||MB260302012058"),
        new("PKO, Windows-1250", Polish, PolishTold, 1250),
        new("PKO, ISO-8859-2", Polish, PolishTold, 28592),
        new("PKO, code page 852", Polish, PolishTold, 852),
        new("ING Slaski, code before the details", """
            :20:MT940
            :25:/PL51105013861000009030001234
            :28C:00061
            :60F:C260301PLN0,00
            :61:2603020302C5,00S020NONREF//IPSLA
            IBAN
            :86:020
            :86:020~00VE02
            ~20Faktura IE-2026-00018
            ~3010501386
            ~32Firma Sp. z o.o.
            ~38PL51105013861000009030009999
            :62F:C260302PLN5,00
            -
            """, "PLN 5.00|Firma Sp. z o.o.|PL51105013861000009030009999|Faktura IE-2026-00018|||IPSLA"),
        new("Bank that writes points in amounts", """
            :20:X
            :25:GB29NWBK60161331926819
            :28C:1
            :60F:C260301GBP0.00
            :62F:C260302GBP0.00
            -
            """, "The balance :60F: is not written as sign, date, currency and amount."),
    ];

    private const string PolishTold =
        "PLN 100.00|Łukasz Żółć Świątek|0000123456789013|Zapłata za fakturę FV 12/2026|||PKO-1";
}
