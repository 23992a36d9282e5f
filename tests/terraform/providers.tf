# The providers of all stacks. world.py writes main.tf.json beside this, with a module for each stack, and the values of
# the variables.

variable "endpoint" { type = string }
variable "team" { type = string }

terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    pipeline = { source = "gantry.test/hashicorp/aws" } # the same program; world.py says why
  }
}

provider "aws" {
  region                  = "us-east-1"
  access_key              = "000000000000"
  secret_key              = "local"
  skip_metadata_api_check = true
  s3_use_path_style       = true
  default_tags {
    tags = { team = var.team }
  }
  endpoints {
    ec2            = var.endpoint
    ecs            = var.endpoint
    iam            = var.endpoint
    kms            = var.endpoint
    logs           = var.endpoint
    s3             = var.endpoint
    secretsmanager = var.endpoint
    ssm            = var.endpoint
    sts            = var.endpoint
  }
}

# As a role that is there before: a provider takes it on before anything is made. Where no stack uses this
# provider, Terraform does not configure it, and there need not be such a role.
provider "pipeline" {
  region                      = "us-east-1"
  access_key                  = "000000000000"
  secret_key                  = "local"
  skip_credentials_validation = true
  skip_requesting_account_id  = true # ARNs that it makes name no account
  skip_metadata_api_check     = true
  assume_role {
    role_arn     = "arn:aws:iam::000000000000:role/pipeline"
    session_name = "terraform"
  }
  endpoints {
    ecs = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
}
