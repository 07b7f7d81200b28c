using System.Numerics;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>From a number's key to the invoices that bear it: one slot of memory for each, looked at in one place.</summary>
internal sealed class NumberTable
{
    private readonly (ulong Key, int Head)[] slots;
    private readonly int[] next;
    private readonly int mask;

    public NumberTable(int count)
    {
        slots = new (ulong, int)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count * 2L))];
        next = new int[count];
        mask = slots.Length - 1;
    }

    public void Add(ulong key, int position)
    {
        ref var slot = ref slots[SlotOf(key)];
        next[position] = slot.Head;
        slot = (key, position + 1);
    }

    /// <summary>The only position under the key, -1 for none, -2 for more than one.</summary>
    public int Only(ulong key)
    {
        var head = slots[SlotOf(key)].Head;
        return head == 0 ? -1 : next[head - 1] != 0 ? -2 : head - 1;
    }

    public List<int> All(ulong key)
    {
        var found = new List<int>();
        for (var at = slots[SlotOf(key)].Head; at != 0; at = next[at - 1])
            found.Add(at - 1);
        found.Sort();
        return found;
    }

    /// <summary>Where the key is, or the free slot where it would be.</summary>
    private int SlotOf(ulong key)
    {
        var slot = unchecked((int)(key ^ (key >> 32))) & mask;
        while (slots[slot].Head != 0 && slots[slot].Key != key)
            slot = (slot + 1) & mask;
        return slot;
    }
}
