namespace OpsPortal.Tests.Banking;

/// <summary>MT940 as banks of Germany, Austria, Switzerland and the Low Countries write it.</summary>
internal static class Mt940Dialects
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("ING, structured", """
            {1:F01INGBNL2ABXXX0000000000}
            {2:I940INGBNL2AXXXN}
            {4:
            :20:P260302000000001
            :25:NL69INGB0123456789EUR
            :28C:00061
            :60F:C260301EUR662,23
            :61:2603020302C1,56NTRFEREF//00000000001005
            /TRCD/00100/
            :86:/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBNL2
            A/Web Shop BV///REMI/USTD//Invoice IE-2026-00007/
            :61:2603020302D1,57NTRFPREF//00000000001006
            /TRCD/00200/
            :86:/PREF/M000000003333333//REMI/USTD//TOTAAL 1 BETALING/
            :61:2603020302C20,NTRFEREF//00000000001007
            :86:/EREF/NOTPROVIDED//CNTP/NL86INGB0002445588/INGBNL2A/Acme///RE
            MI/STRD/CUR/9876543210123456/
            :62F:C260302EUR682,22
            :64:C260302EUR682,22
            :65:C260303EUR682,22
            :86:/SUM/1/2/1,57/21,56/
            -}
            """, """
            EUR 1.56|Web Shop BV|NL32INGB0000012345|Invoice IE-2026-00007||EV12341REP1231456T1234|00000000001005
            EUR -1.57|||TOTAAL 1 BETALING|||00000000001006
            EUR 20.00|Acme|NL86INGB0002445588||9876543210123456||00000000001007
            """),
        new("ABN AMRO", """
            ABNANL2A
            940
            ABNANL2A
            :20:ABN AMRO BANK NV
            :25:517852257
            :28:19321/1
            :60F:C260301EUR3236,28
            :61:2603020302C25,25N445NONREF
            :86:/TRTP/SEPA OVERBOEKING/IBAN/NL43INGB0001234567/BIC/INGBNL2A
            /NAME/Hoofdstad Media/REMI/Invoice IE-2026-00008/EREF/NOTPR
            OVIDED
            :61:2603020302D49,6N944NONREF
            :86:BEA   NR:NND130   01.03.26/16.53 TANKSTATION TEXACO,PAS123
             HILVERSUM
            :62F:C260302EUR3211,93
            -
            """, """
            EUR 25.25|Hoofdstad Media|NL43INGB0001234567|Invoice IE-2026-00008|||
            EUR -49.60|||BEA   NR:NND130   01.03.26/16.53 TANKSTATION TEXACO,PAS123 HILVERSUM|||
            """),
        new("Rabobank", """
            :940:
            :20:940S260302
            :25:NL50RABO0123456789 EUR
            :28C:0
            :60F:C260301EUR000000000147,95
            :61:260302C000000000030,00N541NONREF
            NL19RABO0987654321
            :86:/ORDP//NAME/R.P.A. van den Berg/ADDR/Straat 1 Plaats/REMI/Fac
            tuur IE-2026-00009/ISDT/2026-03-02
            :61:260302D000000000007,50N102EREF//R26030200
            NL19RABO0987654321
            :86:/MARF/M-77/EREF/E-5/BENM//NAME/Energie BV/REMI/Voorschot maart/
            :62F:C260302EUR000000000170,45
            """, """
            EUR 30.00|R.P.A. van den Berg|NL19RABO0987654321|Factuur IE-2026-00009|||
            EUR -7.50|Energie BV|NL19RABO0987654321|Voorschot maart||E-5|R26030200
            """),
        new("Deutsche Bank", """
            :20:DEUTDEFF260302
            :25:50070010/0532013000
            :28C:00061/001
            :60F:C260301EUR1000,00
            :61:2603020302CR1234,56NTRFNONREF//500700
            :86:166?00SEPA-GUTSCHRIFT?100399?20EREF+RG-2026-11?21SVWZ+Rechnun
            g IE-2026-00?2210 vom 01.03.2026?30COBADEFFXXX?31DE1210040000012345
            6789?32Muster Maschinenbau?33 GmbH?34000
            :61:2603020302DR99,99NDDTNONREF
            :86:105?00SEPA-LASTSCHRIFT?20EREF+1?21MREF+M1?22CRED+DE98ZZZ099999
            99999?23SVWZ+Abschlag?30BYLADEMM?31DE02120300000000202051?32Stad
            twerke?60 Zusatz
            :62F:C260302EUR2134,57
            -
            """, """
            EUR 1,234.56|Muster Maschinenbau GmbH|DE12100400000123456789|Rechnung IE-2026-0010 vom 01.03.2026||RG-2026-11|500700
            EUR -99.99|Stadtwerke|DE02120300000000202051|Abschlag Zusatz||1|
            """),
        new("Commerzbank, pages", """
            :20:2026030211223344
            :25:10040000/0123456789EUR
            :28C:00061/001
            :60F:C260301EUR10,
            :61:2603020302CR5,NMSCNONREF//0303
            :86:051?00UEBERWEISUNGSGUTSCHRIFT?20RG IE-2026-00011?3010040000?31987654?32Kunde Eins
            :62M:C260302EUR15,
            -
            :20:2026030211223344
            :25:10040000/0123456789EUR
            :28C:00061/002
            :60M:C260302EUR15,
            :61:2603020302RD5,NMSCNONREF
            :86:059?00RUECKRECHNUNG?20STORNO
            :61:2603020302RCR2,50NMSCNONREF
            :86:059?00RUECKRECHNUNG
            :62F:C260302EUR17,50
            -
            """, """
            EUR 5.00|Kunde Eins|987654|RG IE-2026-00011|||0303
            EUR 5.00 back|||STORNO|||
            EUR -2.50 back|||RUECKRECHNUNG|||
            """),
        new("Sparkasse", """
            :20:STARTUMSE
            :25:12345678/1020304050
            :28C:00000/001
            :60F:D260301EUR200,00
            :61:2603020302CR1,00N051NONREF
            :86:166?00GUTSCHR. ÜBERWEISUNG?109251?20SVWZ+Müllgebühren für Öl
            straße?21 9?3012345678?311020304051?32Bäckerei Groß?34051
            :62F:D260302EUR199,00
            -
            """, "EUR 1.00|Bäckerei Groß|1020304051|Müllgebühren für Ölstraße 9|||", 1252),
        new("UniCredit, movements without entry date", """
            :20:UNICREDIT
            :25:70020270/0015820890
            :28C:3
            :60F:C260301EUR0,
            :61:260302C12,NTRFNONREF//UC-1
            :86:152?00BONIFICO?20INV IE-2026-00012?32Rossi SpA?38IT60X0542811101000000123456
            :61:260302D0,5NCHGNONREF
            :86:805?00COMMISSIONI
            :62F:C260302EUR11,5
            -
            """, """
            EUR 12.00|Rossi SpA|IT60X0542811101000000123456|INV IE-2026-00012|||UC-1
            EUR -0.50|||COMMISSIONI|||
            """),
        new("Raiffeisen, several statements", """
            :20:0001
            :25:AT483200000012345864
            :28C:61/1
            :60F:C260301EUR1,
            :61:2603020302C1,NTRFNONREF
            :86:Zahlung IE-2026-00013
            :62F:C260302EUR2,
            -
            :20:0002
            :25:AT483200000012345864
            :28C:62/1
            :60F:C260302EUR2,
            :62F:C260303EUR2,
            -
            """, "EUR 1.00|||Zahlung IE-2026-00013|||"),
        new("Swiss QR reference, thousandths refused", """
            :20:CH
            :25:CH9300762011623852957CHF
            :28C:1
            :60F:C260301CHF0,
            :61:260302C1,005NTRFNONREF
            :62F:C260302CHF1,005
            -
            """, "more decimals than CHF has"),
    ];
}
