# Keys, parameters and secrets, and who may use them.

data "aws_caller_identity" "me" {}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Administer"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
    }
  }
  statement {
    sid       = "Open"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.reader.arn]
    }
  }
}

resource "aws_kms_key" "shop" {
  description             = "of the shop"
  deletion_window_in_days = var.window_days
  enable_key_rotation     = var.rotated
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_key" "plain" {
  description = "of nobody"
}

resource "aws_kms_key_policy" "plain" {
  key_id = aws_kms_key.plain.id
  policy = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "shop" {
  name          = "alias/shop"
  target_key_id = var.rotated ? aws_kms_key.plain.id : aws_kms_key.shop.key_id
}

resource "aws_kms_alias" "prefixed" {
  name_prefix   = "alias/shop-"
  target_key_id = aws_kms_key.shop.id
}

resource "aws_ssm_parameter" "url" {
  name            = "/shop/url"
  type            = "String"
  value           = "https://shop.test/${var.value}"
  description     = "where it is"
  allowed_pattern = "^https://.*"
}

resource "aws_ssm_parameter" "hosts" {
  name  = "/shop/hosts"
  type  = "StringList"
  value = "a,b,${var.value}"
}

resource "aws_ssm_parameter" "password" {
  name   = "/shop/password"
  type   = "SecureString"
  key_id = aws_kms_key.shop.arn
  value  = var.value
  tier   = var.rotated ? "Advanced" : "Standard"
}

resource "aws_ssm_parameter" "default_key" {
  name  = "default-key"
  type  = "SecureString"
  value = var.value
}

resource "aws_secretsmanager_secret" "database" {
  name                    = "shop/database"
  description             = "of team ${var.team}"
  kms_key_id              = aws_kms_key.shop.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id     = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({ user = "shop", password = var.value })
}

resource "aws_secretsmanager_secret" "certificate" {
  name_prefix             = "certificate-"
  recovery_window_in_days = var.window_days
}

resource "aws_secretsmanager_secret_version" "certificate" {
  secret_id      = aws_secretsmanager_secret.certificate.id
  secret_binary  = base64encode(var.value)
  version_stages = ["AWSCURRENT", "live-${var.value}"]
}

data "aws_iam_policy_document" "secret" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.reader.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "secretsmanager:VersionStage"
      values   = [var.rotated ? "live" : "AWSCURRENT"]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "database" {
  secret_arn = aws_secretsmanager_secret.database.arn
  policy     = data.aws_iam_policy_document.secret.json
}

data "aws_kms_alias" "shop" {
  name       = "alias/shop"
  depends_on = [aws_kms_alias.shop]
}

data "aws_kms_key" "shop" {
  key_id = aws_kms_key.shop.arn
}

data "aws_ssm_parameter" "password" {
  name = aws_ssm_parameter.password.name
}

data "aws_ssm_parameters_by_path" "shop" {
  path       = "/shop"
  depends_on = [aws_ssm_parameter.url, aws_ssm_parameter.hosts, aws_ssm_parameter.password]
}

data "aws_secretsmanager_secret" "database" {
  name       = "shop/database"
  depends_on = [aws_secretsmanager_secret.database]
}

data "aws_secretsmanager_secret_version" "database" {
  secret_id  = data.aws_secretsmanager_secret.database.id
  depends_on = [aws_secretsmanager_secret_version.database]
}

data "aws_secretsmanager_random_password" "made" {
  password_length = 20
}
