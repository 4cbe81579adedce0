using Deployment.Credentials;
using Releases.Deployments;
using Settings;
using Settings.Roles;

namespace Build.Tests.Settings.Roles;

public class BaseCredentialsChoiceTests
{
    [Fact]
    public void From_TheArgument_WinsOverEverything() =>
        Assert.Equal(
            new BaseCredentials.Profile("mine"),
            BaseCredentialsChoice.From("mine", Settings(BaseSource.Environment, "theirs"), _ => "set")
        );

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", typeof(BaseCredentials.Environment))]
    [InlineData("AWS_SECRET_ACCESS_KEY", typeof(BaseCredentials.Environment))]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", typeof(BaseCredentials.WebIdentity))]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", typeof(BaseCredentials.Container))]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", typeof(BaseCredentials.Container))]
    [InlineData("AWS_PROFILE", typeof(BaseCredentials.Profile))]
    public void From_WhatTheMachineIsGiven_WinsOverTheSettingsProfile(string variable, Type expected) =>
        Assert.IsType(
            expected,
            BaseCredentialsChoice.From(
                null,
                Settings(BaseSource.Automatic, "settings"),
                name => name == variable ? "value" : null
            )
        );

    [Theory]
    [InlineData(BaseSource.Profile, typeof(BaseCredentials.Profile))]
    [InlineData(BaseSource.Environment, typeof(BaseCredentials.Environment))]
    [InlineData(BaseSource.Container, typeof(BaseCredentials.Container))]
    [InlineData(BaseSource.WebIdentity, typeof(BaseCredentials.WebIdentity))]
    [InlineData(BaseSource.Instance, typeof(BaseCredentials.Instance))]
    public void From_WhatTheSettingsName_WinsOverTheMachine(BaseSource source, Type expected) =>
        Assert.IsType(expected, BaseCredentialsChoice.From(null, Settings(source, "settings"), _ => "set"));

    [Fact]
    public void From_NothingElse_TakesTheSettingsProfile() =>
        Assert.Equal(
            new BaseCredentials.Profile("settings"),
            BaseCredentialsChoice.From(null, Settings(BaseSource.Automatic, "settings"), _ => null)
        );

    [Fact]
    public void From_NothingAtAll_IsTheProfileDefault() =>
        Assert.IsType<BaseCredentials.Default>(
            BaseCredentialsChoice.From(null, Settings(BaseSource.Automatic, null), _ => null)
        );

    static CredentialSettings Settings(BaseSource source, string? profile) => new(source, profile, new PurposeChains());
}
