#include "services/s3/config/policy_rules.h"

#include <algorithm>
#include <array>

#include "services/iam/port.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using iam::PolicyStatement;

// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3";
// in lower case, sorted.
constexpr std::array<std::string_view, 33> kObjectActions{
    "abortmultipartupload",
    "bypassgovernanceretention",
    "deleteobject",
    "deleteobjecttagging",
    "deleteobjectversion",
    "deleteobjectversiontagging",
    "getobject",
    "getobjectacl",
    "getobjectattributes",
    "getobjectlegalhold",
    "getobjectretention",
    "getobjecttagging",
    "getobjecttorrent",
    "getobjectversion",
    "getobjectversionacl",
    "getobjectversionattributes",
    "getobjectversionforreplication",
    "getobjectversiontagging",
    "getobjectversiontorrent",
    "initiatereplication",
    "listmultipartuploadparts",
    "objectowneroverridetobucketowner",
    "putobject",
    "putobjectacl",
    "putobjectlegalhold",
    "putobjectretention",
    "putobjecttagging",
    "putobjectversionacl",
    "putobjectversiontagging",
    "replicatedelete",
    "replicateobject",
    "replicatetags",
    "restoreobject",
};
static_assert(std::ranges::is_sorted(kObjectActions));

constexpr std::array<std::string_view, 51> kBucketActions{
    "createbucket",
    "deletebucket",
    "deletebucketpolicy",
    "deletebucketwebsite",
    "getaccelerateconfiguration",
    "getanalyticsconfiguration",
    "getbucketabac",
    "getbucketacl",
    "getbucketcors",
    "getbucketlocation",
    "getbucketlogging",
    "getbucketnotification",
    "getbucketobjectlockconfiguration",
    "getbucketownershipcontrols",
    "getbucketpolicy",
    "getbucketpolicystatus",
    "getbucketpublicaccessblock",
    "getbucketrequestpayment",
    "getbuckettagging",
    "getbucketversioning",
    "getbucketwebsite",
    "getencryptionconfiguration",
    "getintelligenttieringconfiguration",
    "getinventoryconfiguration",
    "getlifecycleconfiguration",
    "getmetricsconfiguration",
    "getreplicationconfiguration",
    "listbucket",
    "listbucketmultipartuploads",
    "listbucketversions",
    "putaccelerateconfiguration",
    "putanalyticsconfiguration",
    "putbucketabac",
    "putbucketacl",
    "putbucketcors",
    "putbucketlogging",
    "putbucketnotification",
    "putbucketobjectlockconfiguration",
    "putbucketownershipcontrols",
    "putbucketpolicy",
    "putbucketpublicaccessblock",
    "putbucketrequestpayment",
    "putbuckettagging",
    "putbucketversioning",
    "putbucketwebsite",
    "putencryptionconfiguration",
    "putintelligenttieringconfiguration",
    "putinventoryconfiguration",
    "putlifecycleconfiguration",
    "putmetricsconfiguration",
    "putreplicationconfiguration",
};
static_assert(std::ranges::is_sorted(kBucketActions));

Error malformed_policy(std::string message) {
    return refused(ErrorKind::InvalidArgument, "MalformedPolicy", std::move(message));
}

/// What a resource of a statement reaches of a bucket.
struct Reaches {
    bool bucket = false;
    bool objects = false;
};

Reaches reach_of_resource(std::string_view bucket, std::string_view resource) {
    constexpr std::string_view kMiddle = ":s3:::";
    const std::size_t middle = resource.find(kMiddle);
    if (!resource.starts_with("arn:") || middle == std::string_view::npos) return {};
    const std::string_view name = resource.substr(middle + kMiddle.size());
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) {
        const bool good = iam::matches_wildcards(name, bucket);
        return {.bucket = good, .objects = good && name.find('*') != std::string_view::npos};
    }
    return {.bucket = false, .objects = iam::matches_wildcards(name.substr(0, slash), bucket)};
}

/// Errors: MalformedPolicy.
Result<Reaches> reach_of(std::string_view bucket, const PolicyStatement& statement) {
    Reaches all;
    for (const std::string& resource : statement.resources) {
        const Reaches one = reach_of_resource(bucket, resource);
        if (!one.bucket && !one.objects) return malformed_policy("Policy has invalid resource");
        all.bucket = all.bucket || one.bucket;
        all.objects = all.objects || one.objects;
    }
    return all;
}

Result<void> check_actions(const PolicyStatement& statement, Reaches reaches) {
    constexpr std::string_view kPrefix = "s3:";
    for (const std::string& written : statement.actions) {
        const std::string action = lower_case(written);
        if (action == "*") continue;
        if (!action.starts_with(kPrefix)) return malformed_policy("Policy has invalid action");
        if (statement.all_but_actions || statement.all_but_resources) continue;
        const std::string_view name = std::string_view(action).substr(kPrefix.size());
        const bool of_objects = std::ranges::binary_search(kObjectActions, name);
        const bool of_bucket = std::ranges::binary_search(kBucketActions, name);
        if ((of_objects && !reaches.objects) || (of_bucket && !reaches.bucket)) {
            return malformed_policy("Action does not apply to any resource(s) in statement");
        }
    }
    return {};
}

/// Keys that hold everybody down to somebody. Source: as of is_public.
bool names_somebody(std::string_view key) {
    constexpr std::array<std::string_view, 14> kKeys{
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "s3:dataaccesspointaccount",
    };
    return std::ranges::binary_search(kKeys, key);
}

/// Networks of IPv4 above /8 and of IPv6 above /32 are as good as all.
bool is_wide_network(std::string_view network) {
    constexpr int kLeastV4 = 8;
    constexpr int kLeastV6 = 32;
    const std::size_t slash = network.find('/');
    if (slash == std::string_view::npos) return false;
    int bits = 0;
    for (const char c : network.substr(slash + 1)) {
        if (c < '0' || c > '9' || bits > 128) return true;
        bits = bits * 10 + (c - '0');
    }
    return bits < (network.find(':') == std::string_view::npos ? kLeastV4 : kLeastV6);
}

bool is_fixed(std::string_view key, std::string_view value) {
    if (value.empty() || value.find("${") != std::string_view::npos) return false;
    if (key == "aws:sourceip") return !is_wide_network(value);
    // Of a role's sessions, each has its own id behind the colon.
    if (key == "aws:userid" && value.ends_with(":*")) value.remove_suffix(1);
    return value.find_first_of("*?") == std::string_view::npos;
}

/// Operators that say what must be, and fail where the key is not there.
bool is_demand(std::string_view name) {
    const std::string lower = lower_case(name);
    if (lower.ends_with("ifexists") || lower.find("not") != std::string::npos) return false;
    if (lower.starts_with("forallvalues:")) return false;
    const std::string_view how = std::string_view(lower).substr(
        lower.starts_with("foranyvalue:") ? std::string_view("foranyvalue:").size() : 0
    );
    return how.starts_with("string") || how.starts_with("arn") || how == "ipaddress";
}

bool is_held_down(const PolicyStatement& statement) {
    for (const auto& [how, written, values] : statement.conditions) {
        if (!is_demand(how)) continue;
        const std::string key = lower_case(written);
        const bool fixed = !values.empty() && std::ranges::all_of(values, [&](const auto& one) {
            return is_fixed(key, one);
        });
        if (fixed && names_somebody(key)) return true;
    }
    return false;
}

}  // namespace

Result<void> check_policy(std::string_view bucket, const std::string& document) {
    if (!document.starts_with('{')) {
        return malformed_policy("Policies must be valid JSON and the first byte must be '{'");
    }
    if (document.size() > kMaxPolicyBytes) {
        return malformed_policy("Policy exceeds the maximum allowed document size.");
    }
    const auto statements = iam::read_resource_policy(document);
    if (!statements) return malformed_policy(statements.error().message);
    for (const PolicyStatement& statement : *statements) {
        if (statement.resources.empty()) {
            return malformed_policy("Missing required field Resource");
        }
        const auto reaches = reach_of(bucket, statement);
        if (!reaches) return reaches.error();
        if (auto good = check_actions(statement, *reaches); !good) return good;
    }
    return {};
}

bool is_public(std::string_view document) {
    const auto read = iam::read_resource_policy(document);
    return read && std::ranges::any_of(*read, [](const PolicyStatement& statement) {
               return statement.allows && statement.has_everybody && !is_held_down(statement);
           });
}

}  // namespace gantry::s3
