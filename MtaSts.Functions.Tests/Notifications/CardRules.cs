namespace MtaSts.Functions.Tests.Notifications;

/// <summary>What Teams takes of a workflow's message (Adaptive Cards 1.4), as far as the tool may use it.</summary>
internal static partial class CardRules
{
    private const int MaximumSize = 28_000;

    private static readonly Dictionary<string, string[]> Members = new()
    {
        ["message"] = ["type", "attachments"],
        ["AdaptiveCard"] = ["type", "$schema", "version", "msteams", "body", "actions"],
        ["TextBlock"] = ["type", "text", "size", "weight", "color", "isSubtle", "wrap", "spacing", "separator"],
        ["RichTextBlock"] = ["type", "inlines", "spacing", "separator"],
        ["TextRun"] = ["type", "text", "weight", "color", "isSubtle"],
        ["Action.OpenUrl"] = ["type", "title", "url"],
    };

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["size"] = ["Small", "Default", "Medium", "Large", "ExtraLarge"],
        ["weight"] = ["Lighter", "Default", "Bolder"],
        ["color"] = ["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"],
        ["spacing"] = ["None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"],
        ["version"] = ["1.0", "1.1", "1.2", "1.3", "1.4"],
        ["$schema"] = ["http://adaptivecards.io/schemas/adaptive-card.json"],
    };

    /// <summary>The card of a message, which keeps the rules.</summary>
    public static JsonElement AssertKept(byte[] json)
    {
        Assert.InRange(json.Length, 1, MaximumSize);
        var message = JsonDocument.Parse(json).RootElement;
        AssertMembers(message, "message");
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal(["contentType", "content"], attachment.Names().Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.Text("contentType"));
        var card = attachment.GetProperty("content");
        AssertMembers(card, "AdaptiveCard");

        // Anything else there could mention people.
        Assert.Equal("{\"width\":\"Full\"}", card.GetProperty("msteams").GetRawText());
        Assert.NotEmpty(card.GetProperty("body").EnumerateArray());
        Assert.All(card.GetProperty("body").EnumerateArray(), AssertElement);
        if (card.TryGetProperty("actions", out var actions))
        {
            Assert.InRange(actions.GetArrayLength(), 1, 6);
            Assert.All(actions.EnumerateArray(), AssertAction);
        }

        return card;
    }

    /// <summary>What a reader sees, a line for each element.</summary>
    public static string[] ReadLines(JsonElement card) =>
    [
        .. card.GetProperty("body").EnumerateArray().Select(element => element.Text("text") ?? string.Concat(
            element.GetProperty("inlines").Texts("text"))),
    ];

    private static void AssertElement(JsonElement element)
    {
        if (element.Text("type") == "TextBlock")
        {
            AssertMembers(element, "TextBlock");
            Assert.True(element.GetProperty("wrap").GetBoolean());

            // It is Markdown: nothing that could be a link, an image, emphasis, a list or a mention.
            Assert.Matches(PlainWords(), element.Text("text"));
            return;
        }

        AssertMembers(element, "RichTextBlock");
        Assert.NotEmpty(element.GetProperty("inlines").EnumerateArray());
        Assert.All(element.GetProperty("inlines").EnumerateArray(), run =>
        {
            AssertMembers(run, "TextRun");
            Assert.NotEqual("", run.Text("text"));
            Assert.DoesNotContain("{{", run.Text("text")!, Ordinal);
            Assert.DoesNotContain(run.Text("text")!, char.IsControl);
        });
    }

    private static void AssertAction(JsonElement action)
    {
        AssertMembers(action, "Action.OpenUrl");
        Assert.Contains(new Uri(action.Text("url")!).Scheme, (string[])["https", "http"]);
    }

    private static void AssertMembers(JsonElement element, string type)
    {
        Assert.Equal(type, element.Text("type"));
        Assert.Empty(element.Names().Except(Members[type]));
        Assert.All(
            element.EnumerateObject().Where(member => Values.ContainsKey(member.Name)),
            member => Assert.Contains(member.Value.GetString(), Values[member.Name]));
    }

    [GeneratedRegex(@"^(?![0-9]+[.)] )[A-Za-z0-9][A-Za-z0-9 ,.:-]*\z")]
    private static partial Regex PlainWords();
}
