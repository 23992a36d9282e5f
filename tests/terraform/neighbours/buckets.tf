# Buckets, how they are configured, and an object.

resource "aws_s3_bucket" "assets" {
  bucket = "shop-assets"
}

resource "aws_s3_bucket" "records" {
  bucket_prefix       = "shop-records-"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "plain" {
  bucket        = "shop-plain"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "assets" {
  bucket = aws_s3_bucket.assets.id
  versioning_configuration {
    status = var.rotated ? "Suspended" : "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.rotated ? null : aws_kms_key.shop.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "assets" {
  bucket                  = aws_s3_bucket.assets.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = var.rotated
}

data "aws_iam_policy_document" "assets" {
  statement {
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.assets.arn, "${aws_s3_bucket.assets.arn}/${var.value}/*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.reader.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "assets" {
  bucket = aws_s3_bucket.assets.id
  policy = data.aws_iam_policy_document.assets.json
}

resource "aws_s3_bucket_ownership_controls" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    object_ownership = var.rotated ? "BucketOwnerEnforced" : "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "plain" {
  bucket     = aws_s3_bucket.plain.id
  acl        = "private"
  depends_on = [aws_s3_bucket_ownership_controls.plain]
}

resource "aws_s3_bucket_ownership_controls" "plain" {
  bucket = aws_s3_bucket.plain.id
  rule {
    object_ownership = "ObjectWriter"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    id     = "old"
    status = "Enabled"
    filter {
      prefix = "${var.value}/"
    }
    expiration {
      days = 90
    }
    noncurrent_version_expiration {
      noncurrent_days = var.window_days
    }
  }
  rule {
    id     = "uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  depends_on = [aws_s3_bucket_versioning.assets]
}

resource "aws_s3_bucket_cors_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = ["https://${var.value}.shop.test"]
    max_age_seconds = 300
  }
}

resource "aws_s3_bucket_website_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  index_document {
    suffix = "index.html"
  }
  error_document {
    key = "${var.value}.html"
  }
}

resource "aws_s3_bucket_logging" "assets" {
  bucket        = aws_s3_bucket.assets.id
  target_bucket = aws_s3_bucket.plain.id
  target_prefix = "log/${var.value}/"
}

resource "aws_s3_bucket_notification" "assets" {
  bucket      = aws_s3_bucket.assets.id
  eventbridge = true
}

resource "aws_s3_bucket_accelerate_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  status = var.rotated ? "Suspended" : "Enabled"
}

resource "aws_s3_bucket_request_payment_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  payer  = "BucketOwner"
}

resource "aws_s3_bucket_object_lock_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.window_days
    }
  }
}

resource "aws_s3_bucket_metric" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "all"
}

resource "aws_s3_bucket_analytics_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "all"
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "old"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}

resource "aws_s3_bucket_inventory" "assets" {
  bucket                   = aws_s3_bucket.assets.id
  name                     = "daily"
  included_object_versions = "All"
  schedule {
    frequency = "Daily"
  }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = aws_s3_bucket.plain.arn
    }
  }
}

resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket.assets.id
  key          = "pages/index page.html"
  content      = "<h1>${var.value}</h1>\n"
  content_type = "text/html"
  metadata     = { made = var.value }
  depends_on   = [aws_s3_bucket_versioning.assets, aws_s3_bucket_server_side_encryption_configuration.assets]
}

resource "aws_s3_object_copy" "page" {
  bucket     = aws_s3_bucket.plain.id
  key        = "copy"
  source     = "${aws_s3_bucket.assets.id}/${aws_s3_object.page.key}"
  depends_on = [aws_s3_bucket_ownership_controls.plain]
}

data "aws_s3_bucket" "assets" {
  bucket = aws_s3_bucket.assets.id
}

data "aws_s3_object" "page" {
  bucket = aws_s3_bucket.assets.id
  key    = aws_s3_object.page.key
}

data "aws_s3_objects" "pages" {
  bucket     = aws_s3_bucket.assets.id
  prefix     = "pages/"
  depends_on = [aws_s3_object.page]
}

output "page" { value = data.aws_s3_object.page.body }
output "pages" { value = data.aws_s3_objects.pages.keys }
