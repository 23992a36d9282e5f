#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/docker/pull_progress.h"
#include "base/loop.h"
#include "base/time.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "net/http.h"

namespace gantry::runtime {

/// What the progress of a pull has said so far. Pure.
class PullProgress {
  public:
    void add(std::string_view line);
    /// Once the stream has ended well. Errors: Internal with the daemon's words; Unavailable when
    /// nothing of the progress could be read.
    [[nodiscard]] Result<void> outcome() const;
    /// How far the layers are that it has told of, the first thousand of them.
    [[nodiscard]] ImageProgress layers() const;

  private:
    struct Layer {
        bool done = false;
        std::int64_t bytes = 0;  ///< 0: not known
        std::int64_t bytes_done = 0;
    };
    void add_layer(const api::docker::PullProgress& line);

    std::map<std::string, Layer> layers_;
    std::string error_;
    bool understood_ = false;
    bool garbled_ = false;
};

/// "name:tag" or "name@digest" as the API's query takes it: the tag apart, "latest" when there is
/// none (without a tag Docker would pull them all).
std::string pull_query(const std::string& image);
/// The same of a name that an image is given.
std::string tag_query(const std::string& name);

/// The digest in the answer to a question for a manifest (GET /distribution/…/json); see
/// ContainerRuntime::image_digest.
Result<std::string> digest_in(const Result<net::HttpResponse>& answer);

/// A pull under way.
struct DockerRuntime::Pull {
    /// Tells of what is new, unless it has just told.
    void tell(MonoTime now);

    OnProgress on_progress;
    Done<void> done;
    ImageProgress told;
    std::optional<MonoTime> told_at;
    PullProgress progress;
    std::shared_ptr<void> stream;
    TimerId limit_timer = 0;
};

}  // namespace gantry::runtime
