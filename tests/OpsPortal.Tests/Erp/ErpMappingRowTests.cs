using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Erp;

namespace OpsPortal.Tests.Erp;

public sealed class ErpMappingRowTests
{
    [Theory]
    [InlineData("code")]
    [InlineData("department")]
    public void Orders_WhileARowIsTyped_LeaveItWhereItIs(string sort)
    {
        ErpMappingRow[] rows =
        [
            new(new ErpAccount(Account.BankCash, "100", "North")), new(new ErpAccount(Account.SalesRevenue, "200", "South")),
        ];

        (rows[0].Code, rows[0].Department) = ("900", "West");

        Assert.Equal(rows, ErpMappingRow.Orders.Sorted(rows, sort));
    }
}
