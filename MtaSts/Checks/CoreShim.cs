using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Checks;

internal static class CoreShim
{
    extension(StoredPolicy stored)
    {
        public string? Id => stored.Policy is null ? null : PolicyId.Compute(stored.Policy);
        public DateTimeOffset? Since => stored.ChangedAt;
    }

    extension(PolicyId)
    {
        public static bool IsOf(string id, Policy policy) => PolicyId.Compute(policy) == id;
    }
}
