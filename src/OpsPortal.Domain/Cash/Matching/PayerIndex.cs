namespace OpsPortal.Domain.Cash.Matching;

/// <summary>How far a payer speaks for a buyer.</summary>
internal enum PayerStance
{
    Unknown,
    Supports,
    Contradicts,
}

/// <summary>Who the payer of a payment is among the buyers; -1 where nobody or more than one could be meant.</summary>
/// <param name="Disagree">The account belongs to one buyer and the name to another.</param>
internal readonly record struct Payer(int ByAccount, int ByName, bool Disagree)
{
    public int Buyer => Disagree ? -1 : ByAccount >= 0 ? ByAccount : ByName;
}

/// <summary>The buyers of all open invoices with their names, accounts and invoices.</summary>
internal sealed class PayerIndex
{
    private const int Several = -2;
    private const double SameName = 0.99;
    private readonly List<Known> buyers = [];
    private readonly int[] buyerOf;
    private readonly Dictionary<string, int> byAccount = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byRawName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Buyer), double> alike = [];
    private readonly Dictionary<string, IReadOnlyList<int>> alikeBuyers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byVirtualAccount = new(StringComparer.Ordinal);

    public PayerIndex(IReadOnlyList<OpenInvoice> invoices)
    {
        buyerOf = new int[invoices.Count];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < invoices.Count; i++)
        {
            var invoice = invoices[i];
            var key = KeyOf(invoice);
            if (!known.TryGetValue(key, out var buyer))
            {
                known[key] = buyer = buyers.Count;
                buyers.Add(new Known());
            }

            buyerOf[i] = buyer;
            buyers[buyer].Invoices.Add(i);
            foreach (var name in invoice.Names)
                Learn(buyer, name);
            foreach (var account in invoice.Accounts)
                Put(byAccount, Account(account), buyer);
            foreach (var given in invoice.VirtualAccounts.Select(Account).Where(key => key.Length > 0).Distinct())
                Group(byVirtualAccount, given).Add(i);
        }
    }

    public int BuyerOf(int invoice) => buyerOf[invoice];

    public IReadOnlyList<int> InvoicesOf(int buyer) => buyers[buyer].Invoices;

    public IReadOnlyList<int> OfVirtualAccount(string? account) =>
        string.IsNullOrWhiteSpace(account) ? [] : byVirtualAccount.GetValueOrDefault(Account(account)) ?? [];

    public Payer Of(IncomingPayment payment)
    {
        var account = string.IsNullOrWhiteSpace(payment.PayerAccount) ? -1
            : Math.Max(byAccount.GetValueOrDefault(Account(payment.PayerAccount), -1), -1);
        var name = Math.Max(ByName(payment.PayerName), -1);
        return new Payer(account, name, account >= 0 && name >= 0 && account != name);
    }

    public PayerStance Stance(Payer payer, IncomingPayment payment, int invoice)
    {
        var buyer = buyerOf[invoice];
        if (payer.Disagree)
            return PayerStance.Contradicts;
        if (payer.Buyer == buyer)
            return PayerStance.Supports;
        if (payer.Buyer >= 0)
            return PayerStance.Contradicts;
        return Alike(payment, invoice) >= SameName ? PayerStance.Supports : PayerStance.Unknown;
    }

    /// <summary>How alike the payer's name is to the buyer's; the same pair is asked for many invoices.</summary>
    public double Alike(IncomingPayment payment, int invoice)
    {
        if (string.IsNullOrWhiteSpace(payment.PayerName))
            return 0;
        var pair = (payment.PayerName, buyerOf[invoice]);
        if (alike.TryGetValue(pair, out var known))
            return known;
        var words = PayerNames.Words(payment.PayerName);
        return alike[pair] = buyers[pair.Item2].Names.Max(name => (double?)PayerNames.Alike(words, name)) ?? 0;
    }

    /// <summary>Buyers that share a word with the payer's name, most alike first.</summary>
    public IReadOnlyList<int> AlikeBuyers(string? payerName, int most)
    {
        if (string.IsNullOrWhiteSpace(payerName))
            return [];
        if (alikeBuyers.TryGetValue(payerName, out var known))
            return known;
        var words = PayerNames.Words(payerName);
        return alikeBuyers[payerName] = [.. words.SelectMany(word => byWord.GetValueOrDefault(word) ?? []).Distinct()
            .Select(buyer => (Buyer: buyer, Alike: buyers[buyer].Names.Max(name => PayerNames.Alike(words, name))))
            .Where(each => each.Alike >= 0.5)
            .OrderByDescending(each => each.Alike).ThenBy(each => PayerNames.Key(buyers[each.Buyer].Names[0]),
                StringComparer.Ordinal)
            .Take(most).Select(each => each.Buyer)];
    }

    public static string Account(string account) => ReferenceText.Compact(account);

    private int ByName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return -1;
        if (byRawName.TryGetValue(name, out var known))
            return known;
        return byRawName[name] = byName.GetValueOrDefault(PayerNames.Key(PayerNames.Words(name)), -1);
    }

    private void Learn(int buyer, string name)
    {
        if (!buyers[buyer].Raw.Add(name))
            return;
        var words = PayerNames.Words(name);
        if (words.Count == 0)
            return;
        buyers[buyer].Names.Add(words);
        Put(byName, PayerNames.Key(words), buyer);
        foreach (var word in words.Distinct())
            Group(byWord, word).Add(buyer);
    }

    private static string KeyOf(OpenInvoice invoice)
    {
        if (invoice.Buyer.Length > 0)
            return invoice.Buyer;
        return invoice.Names.Count > 0 ? $"name:{PayerNames.Key(PayerNames.Words(invoice.Names[0]))}" : $"invoice:{invoice.Id}";
    }

    private static void Put(Dictionary<string, int> table, string key, int buyer)
    {
        if (key.Length > 0 && !table.TryAdd(key, buyer) && table[key] != buyer)
            table[key] = Several;
    }

    private static List<int> Group(Dictionary<string, List<int>> table, string key)
    {
        if (!table.TryGetValue(key, out var group))
            table[key] = group = [];
        return group;
    }

    private sealed class Known
    {
        public HashSet<string> Raw { get; } = new(StringComparer.Ordinal);

        public List<IReadOnlyList<string>> Names { get; } = [];

        public List<int> Invoices { get; } = [];
    }
}
