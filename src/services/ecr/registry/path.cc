#include "services/ecr/registry/path.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "service/query_string.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/model/names.h"
#include "wire/percent.h"

namespace gantry::ecr {
namespace {

constexpr std::string_view kRoot = "/v2";
/// docker-registry's, NameTotalLengthMax.
constexpr std::size_t kMaxUpstreamName = 255;

Error refused(std::string_view code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}

Error no_such_address() {
    return Error{ErrorKind::NotFound, "UNSUPPORTED", "The operation is unsupported.", {}};
}

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return parts;
        path.remove_prefix(slash + 1);
    }
}

/// The ids of uploads are UUIDs.
bool is_upload_id(std::string_view text) {
    return text.size() == 36 &&
           text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

/// What stands behind the name: the place, and how many parts say it.
struct Ending {
    Place place;
    std::size_t parts;
    std::string_view reference;
};

std::optional<Ending> find_ending(const std::vector<std::string_view>& parts) {
    const std::size_t n = parts.size();
    const auto from_end = [&](std::size_t i) { return i <= n ? parts[n - i] : std::string_view{}; };
    const std::string_view last = from_end(1);
    if (from_end(3) == "blobs" && from_end(2) == "uploads") {
        return last.empty() ? Ending{Place::Uploads, 3, {}} : Ending{Place::Upload, 3, last};
    }
    if (from_end(2) == "blobs") {
        return last == "uploads" ? Ending{Place::Uploads, 2, {}} : Ending{Place::Blob, 2, last};
    }
    if (from_end(2) == "tags" && last == "list") return Ending{Place::Tags, 2, {}};
    if (from_end(2) == "manifests") return Ending{Place::Manifest, 2, last};
    if (from_end(2) == "referrers") return Ending{Place::Referrers, 2, last};
    return std::nullopt;
}

Result<void> check_reference(const Ending& ending) {
    const std::string_view text = ending.reference;
    switch (ending.place) {
        case Place::Blob:
        case Place::Referrers:
            if (is_digest(text)) return {};
            return refused("DIGEST_INVALID", "provided digest is not sha256: and 64 digits");
        case Place::Upload:
            if (is_upload_id(text)) return {};
            return refused("BLOB_UPLOAD_INVALID", "blob upload invalid");
        case Place::Manifest:
            if (is_digest(text) || is_tag(text)) return {};
            if (text.find(':') == std::string_view::npos) {
                return refused("TAG_INVALID", "manifest tag is not one");
            }
            return refused("DIGEST_INVALID", "provided digest is not sha256: and 64 digits");
        default: return {};
    }
}

void add_parameter(
    std::string& target, char& separator, std::string_view name, std::string_view value
) {
    if (value.empty()) return;
    target += separator;
    target += name;
    target += '=';
    target += wire::percent_encode(value);
    separator = '&';
}

}  // namespace

std::string_view RegistryPath::parameter(const std::string& wanted) const {
    const auto found = query.find(wanted);
    return found == query.end() ? std::string_view{} : std::string_view{found->second};
}

bool is_registry_path(std::string_view target) {
    if (!target.starts_with(kRoot)) return false;
    target.remove_prefix(kRoot.size());
    return target.empty() || target.front() == '/' || target.front() == '?';
}

Result<RegistryPath> read_registry_path(std::string_view target) {
    if (!is_registry_path(target)) return no_such_address();
    RegistryPath path;
    path.query = service::parse_query(target);
    std::string_view rest = target.substr(0, target.find('?')).substr(kRoot.size());
    if (rest.empty() || rest == "/") return path;
    rest.remove_prefix(1);
    if (rest == "_catalog") {
        path.place = Place::Catalog;
        return path;
    }
    std::vector<std::string_view> parts = split(rest);
    const auto ending = find_ending(parts);
    if (!ending) return no_such_address();
    if (ending->parts == parts.size()) return refused("NAME_INVALID", "invalid repository name");
    const std::string_view first = parts[parts.size() - ending->parts];
    const auto length = static_cast<std::size_t>(first.data() - rest.data()) - 1;
    const std::string_view name = rest.substr(0, length);
    if (!is_repository_name(name)) return refused("NAME_INVALID", "invalid repository name");
    if (auto good = check_reference(*ending); !good) return good.error();
    path.place = ending->place;
    path.name = name;
    path.reference = ending->reference;
    return path;
}

std::string upstream_name(std::string_view key) {
    if (key.size() <= kMaxUpstreamName) return std::string(key);
    // No account is called so.
    const std::string digest = digest_of(key);
    return "long/" + digest.substr(digest.find(':') + 1);
}

std::string upstream_target(
    const RegistryPath& path, std::string_view name, std::string_view source
) {
    char separator = '?';
    if (path.place == Place::Blob) return fmt::format("/v2/{}/blobs/{}", name, path.reference);
    std::string target = fmt::format("/v2/{}/blobs/uploads/{}", name, path.reference);
    if (path.place == Place::Upload) {
        add_parameter(target, separator, "_state", path.parameter("_state"));
        add_parameter(target, separator, "digest", path.parameter("digest"));
    } else if (!source.empty()) {
        add_parameter(target, separator, "mount", path.parameter("mount"));
        add_parameter(target, separator, "from", source);
    }
    return target;
}

std::optional<std::string> client_location(
    std::string_view location, std::string_view upstream_name, std::string_view name
) {
    const std::string prefix = fmt::format("/v2/{}/", upstream_name);
    if (!location.starts_with(prefix)) return std::nullopt;
    return fmt::format("/v2/{}/{}", name, location.substr(prefix.size()));
}

}  // namespace gantry::ecr
