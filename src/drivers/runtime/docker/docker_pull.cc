#include "api/docker/pull_progress.h"
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/line_buffer.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// A pull under way. The network thread fills it, and hands over the outcome once.
struct Pull {
    LineBuffer lines;
    int status = 0;
    std::string error_body;
    std::string error;  ///< from the progress stream, in the daemon's words

    void on_chunk(std::string_view chunk) {
        if (status != 200) {
            error_body.append(chunk.substr(0, 4096));
            return;
        }
        lines.add(chunk, [this](std::string_view line) {
            const auto progress = wire::decode_json<api::docker::PullProgress>(line);
            if (!progress) return;
            if (progress->error_detail && progress->error_detail->message) {
                error = *progress->error_detail->message;
            } else if (progress->error) {
                error = *progress->error;
            }
        });
    }

    [[nodiscard]] Result<void> outcome(const Result<void>& how) const {
        if (!how) return unavailable("the pull broke off: " + how.error().message);
        if (status != 200) {
            net::HttpResponse refused;
            refused.status = status;
            refused.body = error_body;
            return to_error(refused);
        }
        if (!error.empty()) return internal_error(error);
        return {};
    }
};

std::string auth_header(const RegistryAuth& auth) {
    std::string json = R"({"username":)";
    wire::append_json_string(json, auth.username);
    json += R"(,"password":)";
    wire::append_json_string(json, auth.password);
    json += R"(,"serveraddress":)";
    wire::append_json_string(json, auth.server);
    json += '}';
    return base64url(json);
}

/// "name:tag" or "name@digest" as the API takes it: the tag apart, "latest" when there is none.
std::string pull_query(const std::string& image) {
    if (image.find('@') != std::string::npos) return "fromImage=" + escape(image);
    const auto colon = image.rfind(':');
    const auto slash = image.rfind('/');
    const bool tagged = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    const std::string tag = tagged ? image.substr(colon + 1) : "latest";
    return "fromImage=" + escape(image.substr(0, tagged ? colon : std::string::npos)) +
           "&tag=" + escape(tag);
}

}  // namespace

void DockerRuntime::pull_image(
    const std::string& image, const RegistryAuth& auth, Done<void> done
) {
    with_version([this, image, auth, done = std::move(done)](const Result<void>& known) {
        if (!known) return done(known.error());
        net::HttpRequest request;
        request.method = "POST";
        request.target = version_prefix_ + "/images/create?" + pull_query(image);
        request.headers.add("Host", "docker");
        if (!auth.username.empty()) request.headers.add("X-Registry-Auth", auth_header(auth));

        const std::uint64_t id = next_pull_++;
        auto pull = std::make_shared<Pull>();
        // Ends once: with the stream, or when the whole pull takes too long.
        const auto finish = [this, id, done](const Result<void>& outcome) {
            if (pulls_.erase(id) > 0) done(outcome);
        };
        net::HttpClient::StreamCallbacks callbacks;
        callbacks.on_head = [pull](int status, const net::Headers&) { pull->status = status; };
        callbacks.on_chunk = [pull](const std::string& chunk) { pull->on_chunk(chunk); };
        callbacks.on_end = [pull, finish, alive = std::weak_ptr(alive_), &loop = loop_](
                               const Result<void>& how
                           ) {
            loop.post([alive, finish, outcome = pull->outcome(how)] {
                if (!alive.expired()) finish(outcome);
            });
        };
        pulls_[id] = client_.stream(
            endpoint_, std::move(request), limits_.pull_silence, std::move(callbacks)
        );
        loop_.call_after(limits_.pull, [finish, alive = std::weak_ptr(alive_)] {
            if (!alive.expired()) finish(unavailable("the pull took too long"));
        });
    });
}

}  // namespace gantry::runtime
