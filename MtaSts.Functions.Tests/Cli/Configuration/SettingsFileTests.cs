using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;

namespace MtaSts.Functions.Tests.Cli.Configuration;

public sealed class SettingsFileTests : TestsWithFolder
{
    private string UserFolder => InFolder("user", "mta-sts");

    [Fact]
    public void The_nearest_file_above_a_folder_is_read()
    {
        Write("repository/mta-sts.json", "{}");
        var near = Write("repository/infra/mta-sts.json", "{}");
        Write("user/mta-sts/mta-sts.json", "{}");

        Assert.Equal(near, Find("repository", "infra", "modules").Read().File);
        Assert.Equal(InFolder("repository", "mta-sts.json"), Find("repository", "docs").Read().File);
    }

    [Fact]
    public void Else_that_of_the_user_is_read()
    {
        var file = Write("user/mta-sts/mta-sts.json", """{"resolver": "192.0.2.53"}""");

        Assert.Equal((file, "192.0.2.53:53"), (Find("elsewhere").Read().File, $"{Find("elsewhere").Read().Resolver}"));
    }

    [Fact]
    public void A_file_above_the_folder_is_named_because_anybody_may_have_put_it_there()
    {
        var above = Write("shared/mta-sts.json", "{}");
        Write("own/mta-sts.json", "{}");
        Write("user/mta-sts/mta-sts.json", "{}");

        Assert.Equal($"Settings: {above}", Find("shared", "docs").Remark);
        Assert.Null(Find("own").Remark);
        Assert.Null(Find("elsewhere").Remark);
    }

    [Fact]
    public void Without_a_file_nothing_is_said() => Assert.Equal(ToolSettings.None, Find("elsewhere").Read());

    [Fact]
    public void A_file_that_is_too_large_is_not_read_to_its_end()
    {
        var file = Write("large/mta-sts.json", new string(' ', 64 * 1024 + 1));

        Assert.Equal(
            $"{file} is larger than 64 KB. Is it the right file?", Assert.Throws<CommandException>(() => Find("large").Read()).Message);
    }

    private SettingsFile Find(params string[] folder) => new(Directory.CreateDirectory(InFolder(folder)).FullName, UserFolder);
}
