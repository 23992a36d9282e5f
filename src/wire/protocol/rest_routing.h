#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/protocol/protocol.h"

namespace gantry::wire {

/// What stands for the labels of a path, not decoded.
using PathLabels = std::vector<std::pair<std::string_view, std::string_view>>;

/// @param path "/photos/2018/a%20b.jpg"
/// @param pattern "/{Bucket}/{Key+}?list-type=2", of which the query is not looked at. A label is
///        one segment and not empty; a greedy one (+) is all segments up to what follows it.
/// A slash at the path's end is not counted where the pattern has none.
std::optional<PathLabels> match_path(std::string_view pattern, std::string_view path);

/// The operation of a REST service that a request is for, or null. Of those that fit, it is the one
/// with the most literal segments, then with the most literal parameters ("?tagging"), then one
/// whose required parameters and headers are there, of these the one with the most: what makes
/// PUT /bucket/key an UploadPart is its partNumber.
/// Parameters "x-id", with which some SDKs name the operation, are not looked at.
const api::OperationInfo* find_rest_operation(
    const api::ServiceInfo& service, const HttpView& request
);

std::string_view path_of_target(std::string_view target);
std::string_view query_of_target(std::string_view target);

}  // namespace gantry::wire
