#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/ec2/create_tags_request.h"
#include "api/ec2/create_tags_response.h"
#include "api/ec2/delete_tags_request.h"
#include "api/ec2/delete_tags_response.h"
#include "api/ec2/describe_tags_request.h"
#include "api/ec2/describe_tags_result.h"
#include "api/ec2/tag_specification.h"
#include "services/ec2/api/call.h"
#include "services/ec2/model/kinds.h"

/// Tags of all kinds of things. Source: EC2 User Guide, "Tag your Amazon EC2 resources".
namespace gantry::ec2 {

/// The tags that a new thing comes with.
/// Errors: InvalidParameterValue for specifications of other kinds and for bad tags,
/// TagLimitExceeded.
Result<Tags> read_tags(
    const std::optional<std::vector<api::ec2::TagSpecification>>& specifications, const Kind& kind
);

/// Errors: those of ids that are none, InvalidID for ids of no kind, and as read_tags. All or none.
Result<api::ec2::CreateTagsResponse> create_tags(Call&, const api::ec2::CreateTagsRequest&);
/// Without tags all go; a tag with a value goes only where it has that value; keys that are not
/// there are passed over. Errors: those of ids.
Result<api::ec2::DeleteTagsResponse> delete_tags(Call&, const api::ec2::DeleteTagsRequest&);
/// Errors: InvalidParameterValue.
Result<api::ec2::DescribeTagsResult> describe_tags(Call&, const api::ec2::DescribeTagsRequest&);

}  // namespace gantry::ec2
