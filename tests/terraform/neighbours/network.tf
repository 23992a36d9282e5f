# Subnets in two zones, public and private, and what guards them.

data "aws_availability_zones" "here" {
  state = "available"
}

resource "aws_vpc" "shop" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.21.0.0/16"
}

resource "aws_vpc_dhcp_options" "names" {
  domain_name         = "shop.internal"
  domain_name_servers = ["AmazonProvidedDNS"]
}

resource "aws_vpc_dhcp_options_association" "names" {
  vpc_id          = aws_vpc.shop.id
  dhcp_options_id = aws_vpc_dhcp_options.names.id
}

resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.shop.id
  cidr_block              = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  availability_zone       = data.aws_availability_zones.here.names[count.index]
  map_public_ip_on_launch = true
  tags                    = { Name = "public-${count.index}", tier = "public" }
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, 10 + count.index)
  availability_zone = data.aws_availability_zones.here.names[count.index]
  tags              = { Name = "private-${count.index}", tier = "private" }
}

resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.shop.id
}

# Routes within the table.
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "nat" {
  count  = var.with_nat ? 1 : 0
  domain = "vpc"
}

resource "aws_nat_gateway" "out" {
  count         = var.with_nat ? 1 : 0
  allocation_id = aws_eip.nat[0].id
  subnet_id     = aws_subnet.public[0].id
  depends_on    = [aws_internet_gateway.out]
}

# Routes of their own.
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = var.with_nat ? aws_nat_gateway.out[0].id : null
  gateway_id             = var.with_nat ? null : aws_internet_gateway.out.id
}

resource "aws_route" "office" {
  route_table_id             = aws_route_table.private.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.office.id
  gateway_id                 = aws_internet_gateway.out.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.shop.default_route_table_id
  tags                   = { Name = "nobody's" }
}

resource "aws_default_security_group" "nothing" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 5
  dynamic "entry" {
    for_each = var.office
    content {
      cidr        = entry.key
      description = entry.value
    }
  }
}

# Rules within the group.
resource "aws_security_group" "balancer" {
  name        = "balancer"
  description = "What the world reaches"
  vpc_id      = aws_vpc.shop.id
  ingress {
    description      = "the world"
    from_port        = var.port
    to_port          = var.port
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Rules of their own.
resource "aws_security_group" "tasks" {
  name_prefix = "tasks-"
  vpc_id      = aws_vpc.shop.id
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "from_balancer" {
  security_group_id            = aws_security_group.tasks.id
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
  description                  = "the balancer"
}

resource "aws_vpc_security_group_ingress_rule" "from_office" {
  security_group_id = aws_security_group.tasks.id
  prefix_list_id    = aws_ec2_managed_prefix_list.office.id
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_egress_rule" "anywhere" {
  security_group_id = aws_security_group.tasks.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
  tags              = { Name = "anywhere" }
}

# The older style.
resource "aws_security_group" "store" {
  name   = "store"
  vpc_id = aws_vpc.shop.id
}

resource "aws_security_group_rule" "store" {
  security_group_id        = aws_security_group.store.id
  type                     = "ingress"
  source_security_group_id = aws_security_group.tasks.id
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.shop.id
  subnet_ids = aws_subnet.private[*].id
  ingress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 0
    to_port    = 0
  }
  egress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

resource "aws_vpc_endpoint" "ecr" {
  vpc_id              = aws_vpc.shop.id
  service_name        = "com.amazonaws.us-east-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.tasks.id]
  private_dns_enabled = true
}

resource "aws_network_interface" "spare" {
  subnet_id       = aws_subnet.private[0].id
  description     = "spare"
  private_ips     = var.addresses
  security_groups = [aws_security_group.tasks.id]
}

data "aws_vpc" "shop" {
  tags       = { Name = "shop" }
  depends_on = [aws_vpc.shop]
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "private" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.shop.id]
  }
  tags       = { tier = "private" }
  depends_on = [aws_subnet.private]
}

data "aws_subnet" "first" {
  id = aws_subnet.private[0].id
}

data "aws_security_group" "store" {
  name   = "store"
  vpc_id = aws_security_group.store.vpc_id
}

data "aws_prefix_list" "s3" {
  name = "com.amazonaws.us-east-1.s3"
}

data "aws_route_table" "of_first" {
  subnet_id = aws_route_table_association.private[0].subnet_id
}
