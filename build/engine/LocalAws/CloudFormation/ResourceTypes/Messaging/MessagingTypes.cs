using LocalAws.CloudFormation.ResourceTypes.Recorded;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>Topics, queues and event rules, and what belongs to them.</summary>
static class MessagingTypes
{
    public static IEnumerable<ResourceType> All() =>
        [new TopicType(), new SubscriptionType(), new QueueType(), new EventRuleType(), .. AttachedPolicyType.All()];
}
