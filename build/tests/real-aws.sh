#!/usr/bin/env bash
# What only the real AWS can settle (build/docs/real-aws.md): asks it, and prints what it said as a report that can be sent back.
#   bash build/tests/real-aws.sh [--throw-away] [aws CLI options, such as --profile=... --region=...]
# Without --throw-away it only reads. With it, it makes a role, a bucket and a stack named real-aws-check-*, and deletes them.
# Account ids are replaced in the report. Needs: bash, the AWS CLI.
set -uo pipefail

throw_away=''
options=()
for argument; do
  case $argument in
    --throw-away) throw_away=1 ;;
    --help | -h)
      sed -n '2,5s/^# *//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) options+=("$argument") ;;
  esac
done
if ! command -v aws > /dev/null; then
  printf '%s\n' 'real-aws.sh needs the AWS CLI. [MissingTool]' '  Next: install it from https://aws.amazon.com/cli' >&2
  exit 1
fi

# One answer for one question: the CLI repeats nothing, asks nothing and pages nothing.
export AWS_MAX_ATTEMPTS=1 AWS_RETRY_MODE=standard AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
folder=$(mktemp -d) || exit 1
name=real-aws-check-$(date +%s)-$RANDOM
differing=0

call() { aws ${options[@]+"${options[@]}"} --output json "$@" 2>&1; }

# Account ids, request ids and unique ids are nobody's business.
redact() {
  sed -E -e 's/[0-9]{12}/000000000000/g' -e 's/(AROA|AIDA|ASIA|AKIA)[A-Z0-9]{8,}/\1.../g' \
    -e 's/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/<id>/g'
}

one_line() { tr -s ' \n\t' ' ' | cut -c1-1500; }

# tell NUMBER RESULT TEXT: the number is the one in build/docs/real-aws.md.
tell() {
  [ "$2" != DIFFERS ] || differing=$((differing + 1))
  printf '%-4s %-8s %s\n' "$1" "$2" "$(printf '%s' "$3" | one_line | redact)"
}

# expect NUMBER PATTERN TEXT: whether AWS said what the project takes it to say.
expect() { if [[ $3 =~ $2 ]]; then tell "$1" AS-TOLD "$3"; else tell "$1" DIFFERS "$3"; fi; }

# until_true SECONDS COMMAND...: prints after how many seconds the command succeeded, or "never".
until_true() {
  local began=$SECONDS limit=$1
  shift
  until "$@" > /dev/null 2>&1; do
    [ $((SECONDS - began)) -lt "$limit" ] || { printf 'never within %s' "$limit"; return; }
    sleep 1
  done
  printf '%s' $((SECONDS - began))
}

identity=$(call sts get-caller-identity --query Arn --output text) || {
  printf '%s\n' "There are no credentials to ask with. [NoCredentials]" "  $identity" \
    '  Next: name a profile with --profile=..., or sign in: aws sso login' >&2
  exit 1
}
account=$(printf '%s' "$identity" | cut -d: -f5)
partition=$(printf '%s' "$identity" | cut -d: -f2)
region=$(call ec2 describe-availability-zones --query 'AvailabilityZones[0].RegionName' --output text 2> /dev/null) ||
  region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2> /dev/null || printf us-east-1)}}
for option in ${options[@]+"${options[@]}"}; do
  case $option in --region=*) region=${option#*=} ;; esac
done
# Of a session the role: what it has is simulated, not the session.
principal=$identity
if [[ $identity == *:assumed-role/* ]]; then
  role=${identity#*:assumed-role/}
  principal=$(call iam get-role --role-name "${role%%/*}" --query Role.Arn --output text) || principal=''
fi
printf 'real-aws.sh: %s, %s, %s\n' "$(aws --version 2>&1 | cut -d' ' -f1)" "$partition" "$region"

simulate() { call iam simulate-principal-policy --policy-source-arn "$1" "${@:2}"; }
in_region() { printf 'ContextKeyName=aws:RequestedRegion,ContextKeyType=string,ContextKeyValues=%s' "$1"; }

read_only() {
  expect 1 'Stack with id .* does not exist' "$(call cloudformation describe-stacks --stack-name "$name")"
  expect 2 'Stack \[.*\] does not exist' "$(call cloudformation describe-stack-events --stack-name "$name")"
  expect 3 'ChangeSet(NotFound)?.*does not exist' \
    "$(call cloudformation describe-change-set --stack-name "$name" --change-set-name none)"
  if [ -z "$principal" ]; then
    tell 4 UNKNOWN 'the role of this session may not be read'
    return
  fi
  tell 4 SEEN "without a region: $(simulate "$principal" --action-names cloudformation:CreateChangeSet)"
  tell 5 SEEN "with a region: $(simulate "$principal" --action-names cloudformation:CreateChangeSet --context-entries "$(in_region "$region")")"
  tell 6 SEEN "on two resources: $(simulate "$principal" --action-names s3:GetObject --resource-arns \
    "arn:$partition:s3:::$name/a" "arn:$partition:s3:::$name/b" --context-entries "$(in_region "$region")")"
  tell 7 SEEN "different authorization: $(simulate "$principal" --action-names iam:PassRole sts:AssumeRole \
    --resource-arns "arn:$partition:iam::$account:role/$name")"
  local began=$SECONDS throttled=0 asked
  for asked in {1..25}; do
    [[ $(simulate "$principal" --action-names s3:ListAllMyBuckets) != *Throttl* ]] || throttled=$((throttled + 1))
  done
  tell 8 SEEN "$asked simulations in $((SECONDS - began)) s, $throttled throttled"
}

# Deletes what was made, whatever happened to it.
clean() {
  if [ -n "$throw_away" ]; then
    call cloudformation delete-stack --stack-name "$name" > /dev/null
    call iam delete-role-policy --role-name "$name" --policy-name check > /dev/null
    call iam delete-role --role-name "$name" > /dev/null
    call s3 rb --force "s3://$name" > /dev/null
  fi
  rm -rf "$folder"
}
trap clean EXIT
trap 'exit 130' INT TERM

policy() { printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"%s}]}' "$1" "${2:-}"; }
put_policy() { call iam put-role-policy --role-name "$name" --policy-name check --policy-document "$1" > /dev/null; }

# Takes the role's session into the environment of a command.
as_role() {
  local keys
  keys=$(call sts assume-role --role-arn "$made" --role-session-name check \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || return
  local id secret token
  read -r id secret token <<< "$keys"
  (
    unset AWS_PROFILE AWS_DEFAULT_PROFILE
    export AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$secret AWS_SESSION_TOKEN=$token
    aws ${plain[@]+"${plain[@]}"} --output json "$@" 2>&1
  )
}

check_roles() {
  plain=()
  local option
  for option in ${options[@]+"${options[@]}"}; do
    case $option in --profile=*) ;; *) plain+=("$option") ;; esac
  done
  made=$(call iam create-role --role-name "$name" --query Role.Arn --output text --assume-role-policy-document \
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:$partition:iam::$account:root\"},\"Action\":\"sts:AssumeRole\"}]}") || {
    tell 9 UNKNOWN "no role may be made: $made"
    return
  }
  tell 9 SEEN "a new role is assumed after $(until_true 120 as_role sts get-caller-identity) s"
  put_policy "$(policy s3:ListAllMyBuckets)"
  tell 10 SEEN "a new policy counts after $(until_true 120 as_role s3api list-buckets) s"
  put_policy "$(policy s3:ListAllMyBuckets ",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"$made\"},\"StringEquals\":{\"aws:RequestedRegion\":\"$region\"}}")"
  tell 11 SEEN "keys of the principal: $(simulate "$made" --action-names s3:ListAllMyBuckets --context-entries "$(in_region "$region")")"
  tell 12 SEEN "keys that are missing: $(simulate "$made" --action-names s3:ListAllMyBuckets)"
}

part() { # KEY UPLOAD CHECKSUM...
  call s3api upload-part --bucket "$name" --key "$1" --upload-id "$2" --part-number 1 --body "$folder/part" "${@:3}"
}

check_uploads() {
  local made
  made=$(call s3 mb "s3://$name") || {
    tell 13 UNKNOWN "no bucket may be made: $made"
    return
  }
  printf 'text of the part' > "$folder/part"
  local upload tag
  upload=$(call s3api create-multipart-upload --bucket "$name" --key a --query UploadId --output text)
  tell 13 SEEN "a part with a checksum of an upload without: $(part a "$upload" --checksum-algorithm SHA256)"
  call s3api abort-multipart-upload --bucket "$name" --key a --upload-id "$upload" > /dev/null
  upload=$(call s3api create-multipart-upload --bucket "$name" --key b --checksum-algorithm CRC32 --query UploadId --output text)
  expect 14 'Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha256' \
    "$(part b "$upload" --checksum-algorithm SHA256)"
  tag=$(part b "$upload" --checksum-algorithm CRC32 --query ETag)
  expect 15 'The complete request must include the checksum for each part' \
    "$(call s3api complete-multipart-upload --bucket "$name" --key b --upload-id "$upload" \
      --multipart-upload "{\"Parts\":[{\"PartNumber\":1,\"ETag\":$tag}]}")"
  call s3api abort-multipart-upload --bucket "$name" --key b --upload-id "$upload" > /dev/null
  local elsewhere=us-west-2
  [ "$region" != "$elsewhere" ] || elsewhere=us-east-2
  tell 16 SEEN "asked in another region: $(AWS_MAX_ATTEMPTS=1 aws ${options[@]+"${options[@]}"} --region "$elsewhere" s3api list-objects-v2 --bucket "$name" 2>&1)"
}

check_stacks() {
  local stack
  printf '%s' '{"Description":"Größe ☃","Resources":{"Handle":{"Type":"AWS::CloudFormation::WaitConditionHandle"}},"Outputs":{"Text":{"Value":"Größe ☃"}}}' > "$folder/template.json"
  stack=$(call cloudformation create-change-set --stack-name "$name" --change-set-name first --change-set-type CREATE \
    --template-body "file://$folder/template.json" --query StackId --output text) || {
    tell 17 UNKNOWN "no stack may be made: $stack"
    return
  }
  status() { call cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text; }
  created() { [ "$(call cloudformation describe-change-set --stack-name "$name" --change-set-name first --query Status --output text)" = CREATE_COMPLETE ]; }
  is_complete() { [ "$(status)" = CREATE_COMPLETE ]; }
  until_true 60 created > /dev/null
  call cloudformation execute-change-set --stack-name "$name" --change-set-name first > /dev/null
  tell 17 SEEN "right after the execution a stack is $(status), then $(status), then $(status)"
  tell 18 SEEN "it is complete after $(until_true 120 is_complete) s"
  tell 19 SEEN "non-ASCII in the template: $(call cloudformation get-template --stack-name "$name" --template-stage Original --query TemplateBody)"
  tell 20 SEEN "non-ASCII in an output: $(call cloudformation describe-stacks --stack-name "$name" --query 'Stacks[0].Outputs[0].OutputValue')"
  call cloudformation create-change-set --stack-name "$name" --change-set-name second \
    --template-body "file://$folder/template.json" > /dev/null
  unchanged() { [ "$(call cloudformation describe-change-set --stack-name "$name" --change-set-name second --query Status --output text)" = FAILED ]; }
  until_true 60 unchanged > /dev/null
  expect 21 "didn't contain changes|No updates are to be performed" \
    "$(call cloudformation describe-change-set --stack-name "$name" --change-set-name second --query StatusReason)"
}

read_only
if [ -n "$throw_away" ]; then
  check_roles
  check_uploads
  check_stacks
else
  tell 9-21 SKIPPED 'with --throw-away'
fi
printf '%s differ. Send all of these lines back; they name no account.\n' "$differing"
