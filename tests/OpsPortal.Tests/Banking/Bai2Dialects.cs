namespace OpsPortal.Tests.Banking;

/// <summary>BAI2 as banks of the United States write it.</summary>
internal static class Bai2Dialects
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("BAI2, every funds type and no slash behind texts", """
            01,021000021,OPSPORTAL,260302,0600,001,80,,2/
            02,OPSPORTAL,021000021,1,260301,2359,USD,2/
            03,0001234567,USD,010,10000,,,015,15400,,,100,6000,4,,400,600,1,/
            16,165,1000,S,400,300,300,ACH1,CUST1,ORIG CO NAME: ACME INC ORIG ID:123 DESC:INV IE-2026-00030
            16,195,2000,V,260302,0930,WIRE1,,WIRE FROM NORTHWIND
            88,REF IE-2026-00031
            16,142,1500,D,2,0,500,1,1000,ACH2,,PAYMENT
            16,175,1500,Z,DEP1,,LOCKBOX
            16,475,600,,CHK1001,,
            49,38600,8/
            98,38600,1,10/
            99,38600,1,12/
            """, """
            USD 10.00|ACME INC||ORIG CO NAME: ACME INC ORIG ID:123 DESC:INV IE-2026-00030|||ACH1
            USD 20.00|||WIRE FROM NORTHWIND REF IE-2026-00031|||WIRE1
            USD 15.00|||PAYMENT|||ACH2
            USD 15.00|||LOCKBOX|||DEP1
            USD -6.00||||||CHK1001
            """),
        new("BAI2, a group of several accounts, one without lines", """
            01,122099999,123456789,260302,0001,51,,,2/
            02,031001234,122099999,1,260301,,,2/
            03,5765432,,010,0,,,015,0,,/
            49,0,2/
            03,5765433,USD,010,100,,,015,350,,/
            16,115,250,0,,,LOCKBOX DEPOSIT/
            49,700,3/
            98,700,2,7/
            99,700,1,9/
            """, "USD 2.50|||LOCKBOX DEPOSIT|||"),
        new("BAI2, continuation of the balances, padded lines", """
            01,BANK,US,260302,0600,1,80,1,2/                                                
            02,US,BANK,1,260301,2359,CAD,2/                                                 
            03,99887766,CAD,010,500,,/                                                      
            88,015,1500,,/                                                                  
            16,206,1000,1,BOOK1,,TRANSFER IE-2026-00032/                                    
            49,3000,4/                                                                      
            98,3000,1,6/                                                                    
            99,3000,1,8/                                                                    
            """, "CAD 10.00|||TRANSFER IE-2026-00032|||BOOK1"),
        new("BAI2, yen without decimals", """
            01,BANK,US,260302,0600,1,,,2/
            02,US,BANK,1,260301,2359,JPY,2/
            03,1122334455,JPY,010,0,,,015,5000,,/
            16,195,5000,,W,,IE-2026-00033/
            49,10000,3/
            98,10000,1,5/
            99,10000,1,7/
            """, "JPY 5,000|||IE-2026-00033|||W"),
        new("BAI2, decimals that the format does not have", """
            01,BANK,US,260302,0600,1,,,2/
            02,US,BANK,1,260301,2359,USD,2/
            03,1122334455,USD,010,0,,,015,5000,,/
            16,195,50.00,,W,,IE-2026-00034/
            49,10000,3/
            98,10000,1,5/
            99,10000,1,7/
            """, "4: '50.00' is not an amount"),
    ];
}
