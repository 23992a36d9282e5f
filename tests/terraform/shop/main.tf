# What tests/terraform/run creates, changes and destroys. The variables are what it changes.

variable "greeting" { type = string }
variable "count_wanted" { type = number }
variable "insights" { type = string }

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
  setting {
    name  = "containerInsights"
    value = var.insights
  }
  tags = { team = "checkout" }
}

resource "aws_ecs_cluster_capacity_providers" "shop" {
  cluster_name       = aws_ecs_cluster.shop.name
  capacity_providers = ["FARGATE"]
}

resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name              = "web"
    image             = "gantry/hello:latest"
    memoryReservation = 16
    portMappings      = [{ containerPort = 8080 }]
    environment       = [{ name = "GREETING", value = var.greeting }]
    healthCheck       = { command = ["CMD", "true"], interval = 5, timeout = 2, retries = 2 }
    stopTimeout       = 2
  }])
}

# Container instances of `gantry dev` are in the cluster default.
resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = "default"
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = var.count_wanted
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  wait_for_steady_state              = true
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }
  tags = { team = "checkout" }
}

resource "aws_ecs_task_definition" "job" {
  family = "job"
  container_definitions = jsonencode([{
    name    = "job"
    image   = "gantry/hello:latest"
    memory  = 16
    command = ["sh", "-c", "echo $WORD; exit 0"]
  }])
}

# Sends zero and empty for every override that it is not given. Runs a task each time it is read, plans included.
data "aws_ecs_task_execution" "job" {
  cluster         = "default"
  task_definition = aws_ecs_task_definition.job.arn
  desired_count   = 1
  launch_type     = "EC2"
  started_by      = "terraform"
  overrides {
    container_overrides {
      name = "job"
      environment {
        key   = "WORD"
        value = "hello"
      }
    }
  }
}

data "aws_ecs_service" "web" {
  cluster_arn  = "arn:aws:ecs:us-east-1:000000000000:cluster/default"
  service_name = aws_ecs_service.web.name
}

output "revision" {
  value = aws_ecs_task_definition.web.revision
}
