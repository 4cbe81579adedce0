import { Stack } from 'aws-cdk-lib/core';
import { IBuildImage, LinuxArmBuildImage, LinuxBuildImage } from 'aws-cdk-lib/aws-codebuild';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

/** An image in a private repository of ECR, which builds pull as their own roles: null for any other. */
export function privateImageOf(id: string) {
  const found = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[^/]+\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(id);
  if (!found) return null;
  const [, account, region, repository, tag, digest] = found;
  return { account, region, repository, tagOrDigest: digest ?? tag ?? 'latest' };
}

/** What builds run in: an image of CodeBuild, of a private repository, or of any registry that lets everybody pull. */
export function imageOf(scope: Construct, id: string): IBuildImage {
  const Image = /aarch64|arm64/.test(id) ? LinuxArmBuildImage : LinuxBuildImage;
  const found = privateImageOf(id);
  if (found) {
    const repositoryArn = `arn:${Stack.of(scope).partition}:ecr:${found.region}:${found.account}:repository/${found.repository}`;
    const attributes = { repositoryArn, repositoryName: found.repository };
    return Image.fromEcrRepository(Repository.fromRepositoryAttributes(scope, 'BuildImage', attributes), found.tagOrDigest);
  }
  if (id.startsWith('aws/codebuild/') || id.includes('aarch64')) return Image.fromCodeBuildImageId(id);
  return LinuxBuildImage.fromDockerRegistry(id);
}
