# Log groups, and what is made of what they hold.

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web"
  retention_in_days = var.rotated ? 30 : 7
}

resource "aws_cloudwatch_log_group" "kept" {
  name_prefix     = "kept-"
  skip_destroy    = false
  log_group_class = "STANDARD"
}

resource "aws_cloudwatch_log_stream" "web" {
  name           = "web/one"
  log_group_name = aws_cloudwatch_log_group.web.name
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  pattern        = "{ $.level = \"${var.value}\" }"
  log_group_name = aws_cloudwatch_log_group.web.name
  metric_transformation {
    name      = "Errors"
    namespace = "Web"
    value     = "1"
    unit      = "Count"
  }
}

resource "aws_cloudwatch_log_subscription_filter" "ship" {
  name            = "ship"
  log_group_name  = aws_cloudwatch_log_group.web.name
  filter_pattern  = var.value
  destination_arn = "arn:aws:lambda:us-east-1:000000000000:function:ship"
}

resource "aws_cloudwatch_query_definition" "slow" {
  name            = "web/slow"
  log_group_names = [aws_cloudwatch_log_group.web.name]
  query_string    = "fields @timestamp, @message | filter @message like /${var.value}/"
}

data "aws_iam_policy_document" "dns" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.web.arn}:*"]
    principals {
      type        = "Service"
      identifiers = ["route53.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "dns" {
  policy_name     = "dns"
  policy_document = data.aws_iam_policy_document.dns.json
}

data "aws_cloudwatch_log_group" "web" {
  name = aws_cloudwatch_log_group.web.name
}

data "aws_cloudwatch_log_groups" "ecs" {
  log_group_name_prefix = "/ecs/"
  depends_on            = [aws_cloudwatch_log_group.web]
}
