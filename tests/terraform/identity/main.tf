# What tests/terraform/run creates, changes and destroys. The variables are what it changes.
#
# Users, groups, roles and policies, and a role that a provider takes on to make a cluster.

variable "actions" { type = list(string) }
variable "session_s" { type = number }
variable "team" { type = string }
variable "members" { type = list(string) }

terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    pipeline = { source = "gantry.test/hashicorp/aws" }
  }
}

data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}

data "aws_iam_policy_document" "work" {
  statement {
    sid       = "Work"
    actions   = var.actions
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["ecs:DeleteCluster"]
    resources = ["arn:${data.aws_partition.here.partition}:ecs:*:*:cluster/default"]
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.me.account_id]
    }
  }
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "work" {
  name   = "work"
  path   = "/service/"
  policy = data.aws_iam_policy_document.work.json
  tags   = { team = var.team }
}

resource "aws_iam_role" "deploy" {
  name                 = "deploy"
  path                 = "/service/"
  description          = "Rolls out"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.session_s
  permissions_boundary = aws_iam_policy.work.arn
  tags                 = { team = var.team }
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.work.json
}

resource "aws_iam_role_policy_attachment" "work" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.work.arn
}

resource "aws_iam_role" "execution" {
  name_prefix           = "execution-"
  assume_role_policy    = data.aws_iam_policy_document.tasks.json
  force_detach_policies = true
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_instance_profile" "machine" {
  name = "machine"
  role = aws_iam_role.execution.name
}

resource "aws_iam_user" "members" {
  for_each      = toset(var.members)
  name          = each.key
  force_destroy = true
  tags          = { team = var.team }
}

resource "aws_iam_access_key" "ann" {
  user   = aws_iam_user.members["ann"].name
  status = "Active"
}

resource "aws_iam_group" "team" {
  name = "team"
}

resource "aws_iam_group_membership" "team" {
  name  = "team"
  group = aws_iam_group.team.name
  users = [for user in aws_iam_user.members : user.name]
}

resource "aws_iam_group_policy" "own" {
  name   = "own"
  group  = aws_iam_group.team.name
  policy = data.aws_iam_policy_document.work.json
}

resource "aws_iam_group_policy_attachment" "read" {
  group      = aws_iam_group.team.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_user_policy" "own" {
  name   = "own"
  user   = aws_iam_user.members["ann"].name
  policy = data.aws_iam_policy_document.work.json
}

resource "aws_iam_service_linked_role" "ecs" {
  aws_service_name = "ecs.amazonaws.com"
}

resource "aws_iam_account_alias" "here" {
  account_alias = "shop-${var.team}"
}

resource "aws_iam_openid_connect_provider" "pipelines" {
  url             = "https://pipelines.test/org"
  client_id_list  = ["sts.amazonaws.com", "team-${var.team}"]
  thumbprint_list = ["cf23df2207d99a74fbe169e3eba035e633b65d94"]
  tags            = { team = var.team }
}

data "aws_iam_role" "deploy" {
  name = aws_iam_role.deploy.name
}

data "aws_iam_policy" "execution" {
  name = "AmazonECSTaskExecutionRolePolicy"
}

resource "aws_ecs_cluster" "theirs" {
  provider = pipeline
  name     = "theirs"
}

output "key_id" { value = aws_iam_access_key.ann.id }
output "secret" {
  value     = aws_iam_access_key.ann.secret
  sensitive = true
}
output "execution_policy" { value = data.aws_iam_policy.execution.arn }
