#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace gantry::aws {

/// An account in a Region: what owns nearly every resource, and the first two parts of its row's
/// key. Resources of services that are one for all Regions have "-" for a Region.
struct Scope {
    std::string account;  ///< 12 digits
    std::string region;
    friend auto operator<=>(const Scope&, const Scope&) = default;

    /// "account/region/", the key prefix of everything in it.
    [[nodiscard]] std::string prefix() const { return account + "/" + region + "/"; }
};

/// The account of requests that name none, and of `gantry dev` itself.
inline constexpr const char* kDefaultAccount = "000000000000";
inline constexpr const char* kDefaultRegion = "us-east-1";

/// The partition a Region belongs to: "aws", "aws-cn" or "aws-us-gov".
std::string_view partition_of(std::string_view region);

/// What ARNs of IAM begin with in an account: "arn:aws:iam::123456789012:".
std::string iam_prefix(const Scope& scope);
/// The ARN of an account's root user.
std::string root_arn(const Scope& scope);

/// 12 digits.
bool is_account_id(std::string_view text);
/// Regions end up in keys and ARNs: letters, digits and single dashes, as in "us-east-1".
bool is_region(std::string_view text);

}  // namespace gantry::aws
