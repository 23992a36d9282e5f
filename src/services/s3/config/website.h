#pragma once

#include "api/s3/website_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// A bucket as a website. Kept: there are no website endpoints.
/// Source: S3 API Reference, PutBucketWebsite.
struct BucketWebsite {
    using Value = api::s3::WebsiteConfiguration;
    static constexpr std::string_view kWord = "website";
    static Result<Value> absent();  ///< NoSuchWebsiteConfiguration
    /// Errors: MalformedXML; InvalidArgument for documents and redirects that are none;
    /// InvalidRequest for more than fifty routing rules.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

}  // namespace gantry::s3
