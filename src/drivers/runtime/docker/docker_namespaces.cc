// Namespaces that containers of a task share, and the image of the container that holds them.
#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_pull.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "wire/json_codec.h"

namespace gantry::runtime {
namespace {

constexpr const char* kNothing = "/networks/none";  ///< Docker's network of those who have none

std::string container_body(const std::string& container, bool force) {
    std::string body = R"({"Container":)";
    wire::append_json_string(body, container);
    return body + (force ? R"(,"Force":true})" : "}");
}

/// It is connected already, or an earlier container of that name has left its place behind.
bool is_taken(const Error& why) {
    return why.message.find("already exists in network") != std::string::npos;
}

/// The daemon does not have it there.
bool is_no_part(const Error& why) {
    return why.kind == ErrorKind::NotFound ||
           why.message.find("is not connected to") != std::string::npos;
}

}  // namespace

/// Docker answers with lines of progress, an error among them where there is one.
void DockerRuntime::load_image(const std::string& image, std::string archive, Done<void> done) {
    DockerConnection::Call call{
        .method = "POST",
        .path = "/images/load?quiet=1",
        .body = std::move(archive),
        .limit = connection_.limits().create,
        .type = "application/x-tar",
    };
    connection_.exchange(
        std::move(call),
        [image, done = std::move(done)](const Result<net::HttpResponse>& answer) {
            if (!answer) return done(answer.error());
            PullProgress progress;
            std::string_view rest = answer->body;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('\n'), rest.size());
                if (rest.substr(0, end).find('{') != std::string_view::npos) {
                    progress.add(rest.substr(0, end));
                }
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            done(progress.outcome());
        }
    );
}

/// A container without a network is started without the daemon's hook into its namespace, half of
/// the work. Connected to "none" afterwards it has all the rest of what Docker keeps of one.
void DockerRuntime::open_namespace(
    const std::string& id, const std::string& name, Done<void> done
) {
    const auto connect = [this, id](Done<void> connected) {
        connection_.exchange(
            {.method = "POST",
             .path = std::string(kNothing) + "/connect",
             .body = container_body(id, false),
             .limit = connection_.limits().other},
            [connected = std::move(connected)](const Result<net::HttpResponse>& answer) {
                connected(answer ? Result<void>{} : Result<void>{answer.error()});
            }
        );
    };
    connect([this, connect, name, done = std::move(done)](const Result<void>& how) {
        if (how || !is_taken(how.error())) return done(how);
        close_namespace(name, [connect, done](const Result<void>& closed) {
            if (!closed) return done(closed);
            connect(done);
        });
    });
}

void DockerRuntime::close_namespace(const std::string& name, Done<void> done) {
    connection_.exchange(
        {.method = "POST",
         .path = std::string(kNothing) + "/disconnect",
         .body = container_body(name, true),
         .limit = connection_.limits().other},
        [done = std::move(done)](const Result<net::HttpResponse>& answer) {
            if (answer || is_no_part(answer.error())) return done({});
            done(answer.error());
        }
    );
}

}  // namespace gantry::runtime
