// Addresses of ECR's registry: whatever the target, what is taken is of a repository that may be
// called so, and what docker-registry is asked for is below that repository, and nowhere else.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "services/ecr/model/names.h"
#include "services/ecr/registry/path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::ecr;
    const std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string target = "/v2/" + std::string(rest);
    const auto path = read_registry_path(target);
    if (!path) {
        GANTRY_ASSERT(!path.error().code.empty() && !path.error().message.empty());
        return 0;
    }
    if (path->name.empty()) return 0;
    GANTRY_ASSERT(is_repository_name(path->name));
    GANTRY_ASSERT(rest.starts_with(path->name + "/"));
    if (path->place != Place::Blob && path->place != Place::Upload &&
        path->place != Place::Uploads) {
        return 0;
    }
    const std::string name =
        upstream_name(repository_key({"123456789012", "us-east-1"}, path->name));
    const std::string sent = upstream_target(*path, name, name);
    GANTRY_ASSERT(sent.starts_with("/v2/" + name + "/blobs/"));
    const std::string line = sent.substr(0, sent.find('?'));
    GANTRY_ASSERT(line.find("..") == std::string::npos && line.find("//") == std::string::npos);
    GANTRY_ASSERT(sent.find_first_of(" \t\r\n#\\") == std::string::npos);
    // What was sent says the same.
    const auto again = read_registry_path(sent);
    GANTRY_ASSERT(again.has_value());
    GANTRY_ASSERT(again->name == name && again->place == path->place);
    GANTRY_ASSERT(again->reference == path->reference);
    GANTRY_ASSERT(
        path->place == Place::Blob || path->parameter("digest").empty() ||
        path->place == Place::Uploads || again->parameter("digest") == path->parameter("digest")
    );
    GANTRY_ASSERT(client_location(sent, name, path->name).has_value());
    return 0;
}
