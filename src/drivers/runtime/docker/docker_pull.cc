#include "drivers/runtime/docker/docker_pull.h"

#include <algorithm>
#include <array>
#include <utility>

#include "api/docker/distribution_inspect.h"
#include "api/docker/registry_auth.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// As many layers as one image has at most are far fewer.
constexpr std::size_t kMostLayers = 1000;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 50;  ///< of a layer
constexpr Duration kBetweenProgress{1'000};

/// What is said of layers, and of nothing else.
constexpr std::array<std::string_view, 8> kOfLayers = {
    "Pulling fs layer",
    "Waiting",
    "Downloading",
    "Verifying Checksum",
    "Download complete",
    "Extracting",
    "Pull complete",
    "Already exists",
};

/// Manifests of schema 1, which Docker converts as it pulls.
constexpr std::array<std::string_view, 2> kWithoutDigest = {
    "application/vnd.docker.distribution.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v1+prettyjws",
};

/// Whether the runtime does not know the question: registries name what they lack otherwise.
bool is_no_question(const Error& why) {
    static constexpr std::array<std::string_view, 3> kWords = {
        "page not found", "Not Found", "HTTP status 404"
    };
    return why.kind == ErrorKind::NotFound && std::ranges::any_of(kWords, [&](auto words) {
               return why.message.find(words) != std::string::npos;
           });
}

/// "latest" when there is none.
std::pair<std::string, std::string> name_and_tag(const std::string& image) {
    const auto colon = image.rfind(':');
    const auto slash = image.rfind('/');
    const bool tagged = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    if (!tagged) return {image, "latest"};
    return {image.substr(0, colon), image.substr(colon + 1)};
}

std::string auth_header(const RegistryAuth& auth) {
    api::docker::RegistryAuth login;
    login.username = auth.username;
    login.password = auth.password;
    login.serveraddress = auth.server;
    return base64url(wire::encode_json(login));
}

}  // namespace

void PullProgress::add(std::string_view line) {
    const auto progress = wire::decode_json<api::docker::PullProgress>(line);
    if (!progress) {
        garbled_ = true;
        return;
    }
    understood_ = true;
    if (progress->error_detail && progress->error_detail->message) {
        error_ = *progress->error_detail->message;
    } else if (progress->error) {
        error_ = *progress->error;
    }
    add_layer(*progress);
}

void PullProgress::add_layer(const api::docker::PullProgress& line) {
    const std::string status = line.status.value_or("");
    if (!line.id || std::ranges::find(kOfLayers, status) == kOfLayers.end()) return;
    if (layers_.size() >= kMostLayers && !layers_.contains(*line.id)) return;
    Layer& layer = layers_[*line.id];
    if (status == "Downloading" && line.progress_detail) {
        const auto told = [](const std::optional<std::int64_t>& bytes) {
            return std::clamp<std::int64_t>(bytes.value_or(0), 0, kMostBytes);
        };
        layer.bytes_done = std::max(layer.bytes_done, told(line.progress_detail->current));
        layer.bytes = std::max({layer.bytes, told(line.progress_detail->total), layer.bytes_done});
    }
    layer.done = layer.done || status == "Pull complete" || status == "Already exists";
    if (layer.done || status == "Download complete" || status == "Extracting") {
        layer.bytes_done = layer.bytes;
    }
}

ImageProgress PullProgress::layers() const {
    ImageProgress sum;
    for (const auto& [id, layer] : layers_) {
        ++sum.layers;
        sum.layers_done += layer.done ? 1 : 0;
        sum.bytes += layer.bytes;
        sum.bytes_done += layer.bytes_done;
    }
    return sum;
}

Result<void> PullProgress::outcome() const {
    if (!error_.empty()) return internal_error(error_);
    if (garbled_ && !understood_) {
        return unavailable("the container runtime's answer cannot be read");
    }
    return {};
}

std::string pull_query(const std::string& image) {
    if (image.find('@') != std::string::npos) return "fromImage=" + escape(image);
    const auto [name, tag] = name_and_tag(image);
    return "fromImage=" + escape(name) + "&tag=" + escape(tag);
}

std::string tag_query(const std::string& name) {
    const auto [repository, tag] = name_and_tag(name);
    return "repo=" + escape(repository) + "&tag=" + escape(tag);
}

Result<std::string> digest_in(const Result<net::HttpResponse>& answer) {
    if (!answer && is_no_question(answer.error())) return std::string{};
    const auto manifest = read_answer<api::docker::DistributionInspect>(answer);
    if (!manifest) return manifest.error();
    if (!manifest->descriptor) return std::string{};
    const std::string digest = manifest->descriptor->digest.value_or("");
    const std::string kind = manifest->descriptor->media_type.value_or("");
    const bool old = std::ranges::find(kWithoutDigest, kind) != kWithoutDigest.end();
    return old || !digest.starts_with("sha256:") ? std::string{} : digest;
}

void DockerRuntime::image_digest(
    const std::string& image, const RegistryAuth& auth, Done<std::string> digest
) {
    DockerConnection::Call call{
        .path = "/distribution/" + escape(image) + "/json",
        .limit = connection_.limits().other,
    };
    if (!auth.username.empty()) call.headers.add("X-Registry-Auth", auth_header(auth));
    connection_.exchange(
        std::move(call),
        [digest = std::move(digest)](const Result<net::HttpResponse>& answer) {
            digest(digest_in(answer));
        }
    );
}

DockerRuntime::~DockerRuntime() {
    for (const auto& [id, pull] : pulls_) connection_.loop().cancel(pull->limit_timer);
}

void DockerRuntime::Pull::tell(MonoTime now) {
    if (!on_progress || (told_at && now - *told_at < kBetweenProgress)) return;
    const ImageProgress news = progress.layers();
    if (news == told) return;
    told = news;
    told_at = now;
    on_progress(news);
}

void DockerRuntime::pull_image(
    const std::string& image, const RegistryAuth& auth, OnProgress on_progress, Done<void> done
) {
    const std::uint64_t id = next_pull_++;
    Pull& pull = *pulls_.emplace(id, std::make_unique<Pull>()).first->second;
    pull.on_progress = std::move(on_progress);
    pull.done = std::move(done);
    DockerConnection::Call call{
        .method = "POST",
        .path = "/images/create?" + pull_query(image),
        .limit = connection_.limits().pull_silence,
    };
    if (!auth.username.empty()) call.headers.add("X-Registry-Auth", auth_header(auth));
    pull.stream = connection_.stream_lines(
        std::move(call),
        {
            .on_line =
                [this, &pull](std::string_view line) {
                    pull.progress.add(line);
                    pull.tell(connection_.loop().mono());
                },
            .on_end = [this, id, &pull](const Result<void>& how
                      ) { finish_pull(id, how ? pull.progress.outcome() : how); },
        }
    );
    pull.limit_timer = connection_.loop().call_after(connection_.limits().pull, [this, id] {
        finish_pull(id, unavailable("the pull took too long"));
    });
}

void DockerRuntime::finish_pull(std::uint64_t id, const Result<void>& outcome) {
    auto pull = pulls_.extract(id);
    if (pull.empty()) return;
    connection_.loop().cancel(pull.mapped()->limit_timer);
    pull.mapped()->done(outcome);
}

}  // namespace gantry::runtime
