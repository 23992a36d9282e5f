#include "services/s3/api/virtual_host.h"

#include <utility>

#include "aws/scope.h"

namespace gantry::s3 {
namespace {

constexpr std::string_view kServiceLabel = "s3";

/// What stands before the last label; empty where there is one only.
std::string_view without_last_label(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

std::string_view last_label(std::string_view name) {
    return name.substr(name.rfind('.') + 1);  // npos + 1 is 0
}

std::string_view bucket_of(std::string_view prefix) {
    const std::string_view before = without_last_label(prefix);
    const bool regional = last_label(before) == kServiceLabel && aws::is_region(last_label(prefix));
    if (regional) return without_last_label(before);
    return last_label(prefix) == kServiceLabel ? before : prefix;
}

}  // namespace

std::string target_of_host(std::string_view host_prefix, std::string target) {
    const std::string_view bucket = bucket_of(host_prefix);
    if (bucket.empty()) return target;
    std::string meant = "/";
    meant += bucket;
    // "/bucket?list-type=2", not "/bucket/?…": S3 itself takes both.
    const bool is_bucket_itself = target == "/" || target.starts_with("/?");
    meant += is_bucket_itself ? target.substr(1) : target;
    return meant;
}

}  // namespace gantry::s3
