#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::ec2 {

/// A prefix list that AWS manages: what gateway endpoints route.
struct AwsPrefixList {
    std::string id;
    std::string name;  ///< "com.amazonaws.us-east-1.s3"
};

/// Those of S3 and DynamoDB, in order of id. They are empty: no address is set aside for these
/// services here. In us-east-1 and a few more the ids are AWS's own.
std::vector<AwsPrefixList> aws_prefix_lists(std::string_view region);
std::optional<AwsPrefixList> find_aws_prefix_list(std::string_view region, std::string_view id);

}  // namespace gantry::ec2
