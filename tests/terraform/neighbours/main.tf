# What tests/terraform/run creates, changes and destroys. The variables are what it changes.
#
# What services have beside them: a network, keys, parameters, secrets, logs,
# buckets.

variable "team" { type = string }
variable "port" { type = number }
variable "office" { type = map(string) }
variable "with_nat" { type = bool }
variable "addresses" { type = list(string) }
variable "value" { type = string }
variable "window_days" { type = number }
variable "rotated" { type = bool }

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

output "vpc" { value = data.aws_vpc.shop.id }
output "private" { value = sort(data.aws_subnets.private.ids) }
output "subnets" { value = sort(aws_subnet.private[*].id) }
output "found_table" { value = data.aws_route_table.of_first.id == aws_route_table.private.id }
output "spare" { value = aws_network_interface.spare.private_ips }
output "zones" { value = data.aws_subnet.first.availability_zone }
output "password" {
  value     = data.aws_ssm_parameter.password.value
  sensitive = true
}
output "names" { value = sort(data.aws_ssm_parameters_by_path.shop.names) }
output "database" {
  value     = jsondecode(data.aws_secretsmanager_secret_version.database.secret_string)
  sensitive = true
}
output "key" { value = data.aws_kms_key.shop.id }
output "key_of_alias" { value = data.aws_kms_alias.shop.target_key_id }
output "certificate" { value = aws_secretsmanager_secret.certificate.arn }
output "log_groups" { value = sort(data.aws_cloudwatch_log_groups.ecs.log_group_names) }
