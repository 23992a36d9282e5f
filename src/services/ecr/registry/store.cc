#include "services/ecr/registry/store.h"

#include <fmt/format.h>

#include <utility>

#include "services/ecr/registry/path.h"
#include "wire/json_codec.h"

namespace gantry::ecr {
namespace {

constexpr Duration kPatience{60'000};
constexpr std::size_t kMaxQuoted = 512;

Error unexpected(const net::HttpResponse& response) {
    return unavailable(fmt::format(
        "docker-registry answered {}: {}",
        response.status,
        std::string_view{response.body}.substr(0, kMaxQuoted)
    ));
}

bool says(const net::HttpResponse& response, std::string_view code) {
    return response.body.find(fmt::format("\"code\":\"{}\"", code)) != std::string::npos;
}

Result<void> read_put(const Result<net::HttpResponse>& how) {
    if (!how) return how.error();
    if (how->status == 201) return {};
    if (how->status / 100 != 4) return unexpected(*how);
    if (says(*how, "MANIFEST_BLOB_UNKNOWN") || says(*how, "BLOB_UNKNOWN")) {
        return not_found("Layers of the image are not in the repository: push them first.");
    }
    return invalid_argument("Invalid parameter at 'imageManifest': it is no valid manifest.");
}

Result<void> read_deleted(const Result<net::HttpResponse>& how) {
    if (!how) return how.error();
    if (how->status == 202 || how->status == 404) return {};
    return unexpected(*how);
}

net::HttpRequest manifest_request(
    std::string method, const std::string& repository, const std::string& digest
) {
    net::HttpRequest request;
    request.method = std::move(method);
    request.target = fmt::format("/v2/{}/manifests/{}", upstream_name(repository), digest);
    return request;
}

}  // namespace

/// Held weakly by what is under way, which looks at it on the core's loop alone.
struct RegistryStore::Link {
    Loop& loop;
    RegistryProcess& process;
    std::unique_ptr<net::HttpClient> client{};  ///< made when first needed
};

RegistryStore::RegistryStore(Loop& loop, RegistryProcess& process)
    : link_(std::make_shared<Link>(Link{loop, process})) {}

RegistryStore::~RegistryStore() = default;

void RegistryStore::ask(net::HttpRequest request, Answered answered) {
    const std::weak_ptr<Link> weak = link_;
    Loop& loop = link_->loop;
    const auto finish =
        [weak, &loop, answered = std::move(answered)](const Result<net::HttpResponse>& how) {
            loop.post([weak, answered, how] {
                if (!weak.expired()) answered(how);
            });
        };
    link_->process.when_ready(
        [weak, &loop, finish, request = std::move(request)](const Result<net::Endpoint>& there) {
            if (!there) return finish(there.error());
            loop.post([weak, finish, request, endpoint = *there] {
                const auto link = weak.lock();
                if (!link) return;
                if (!link->client) link->client = net::make_http_client();
                link->client->request(endpoint, request, kPatience, finish);
            });
        }
    );
}

void RegistryStore::put_manifest(
    const std::string& repository,
    const std::string& digest,
    const std::string& media_type,
    const std::string& text,
    Done done
) {
    net::HttpRequest request = manifest_request("PUT", repository, digest);
    request.headers.add("Content-Type", media_type);
    request.body = text;
    ask(std::move(request), [done = std::move(done)](const auto& how) { done(read_put(how)); });
}

void RegistryStore::delete_manifest(
    const std::string& repository, const std::string& digest, Done done
) {
    ask(manifest_request("DELETE", repository, digest),
        [done = std::move(done)](const auto& how) { done(read_deleted(how)); });
}

}  // namespace gantry::ecr
