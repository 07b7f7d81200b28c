using System.Numerics;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>From a number's key to the invoices that bear it: one slot of memory for each, looked at in one place.</summary>
internal sealed class NumberTable
{
    private readonly Slot[] slots;
    private readonly int[] next;
    private readonly int mask;

    public NumberTable(int count)
    {
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count * 2L))];
        next = new int[count];
        mask = slots.Length - 1;
    }

    public void Add(ulong key, int position)
    {
        ref var slot = ref slots[SlotOf(key)];
        next[position] = slot.Head;
        slot = new Slot(key, position + 1, slot.Head != 0);
    }

    /// <summary>The only position under the key, -1 for none, -2 for more than one.</summary>
    public int Only(ulong key)
    {
        ref readonly var slot = ref slots[SlotOf(key)];
        return slot.Head == 0 ? -1 : slot.IsShared ? -2 : slot.Head - 1;
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

    /// <summary>The last position under a key, counted from one so that zero is a free slot; others hang on it.</summary>
    private readonly record struct Slot(ulong Key, int Head, bool IsShared);
}
