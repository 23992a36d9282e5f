#include "services/s3/api/conditions.h"

#include <algorithm>

#include "services/s3/api/versions.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

Error not_modified() {
    return refused(ErrorKind::InvalidArgument, "NotModified", "Not Modified");
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

Error precondition_failed() {
    return refused(
        ErrorKind::InvalidArgument,
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold"
    );
}

std::string_view unquoted(std::string_view etag) {
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    if (etag.size() >= 2 && etag.starts_with('"') && etag.ends_with('"')) {
        etag.remove_prefix(1);
        etag.remove_suffix(1);
    }
    return etag;
}

bool has_etag(std::string_view header, std::string_view etag) {
    while (!header.empty()) {
        const std::string_view one = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), one.size() + 1));
        const std::string_view tag = unquoted(trimmed(one));
        if (tag == "*" || tag == etag) return true;
    }
    return false;
}

Result<void> check_read(const ObjectRow& object, const ReadConditions& wanted, Reader reader) {
    if (wanted.if_match) {
        if (!has_etag(*wanted.if_match, object.etag)) return precondition_failed();
    } else if (wanted.if_unmodified_since && object.modified > *wanted.if_unmodified_since) {
        return precondition_failed();
    }
    bool fresh = false;
    if (wanted.if_none_match) {
        fresh = has_etag(*wanted.if_none_match, object.etag);
    } else if (wanted.if_modified_since) {
        fresh = object.modified <= *wanted.if_modified_since;
    }
    if (!fresh) return {};
    return reader == Reader::Copy ? precondition_failed() : not_modified();
}

Result<void> check_write(
    const Call& call,
    const std::string& bucket,
    const std::string& key,
    const WriteConditions& wanted
) {
    if (!wanted.if_match && !wanted.if_none_match) return {};
    if (wanted.if_none_match && (wanted.if_match || trimmed(*wanted.if_none_match) != "*")) {
        return not_done("A header you provided implies functionality that is not implemented");
    }
    const auto newest = newest_version(call, bucket, key);
    const bool there = newest && !newest->is_marker;
    if (wanted.if_none_match) {
        if (there) return precondition_failed();
        return {};
    }
    if (!there) return no_such_key();
    if (!has_etag(*wanted.if_match, newest->etag)) return precondition_failed();
    return {};
}

}  // namespace gantry::s3
