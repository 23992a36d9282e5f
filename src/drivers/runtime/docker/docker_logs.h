#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drivers/runtime/container_runtime.h"

namespace gantry::runtime {

/// Reads the answer of `GET /containers/…/logs?timestamps=true` as it comes: pieces that begin with
/// the time at which the daemon got them. Without a terminal each is a frame of its own: stream
/// number, three zeros, length (4 bytes, big-endian), text. With one they follow one another bare.
/// Source: Docker Engine API 1.43, ContainerAttach, "Stream format".
class LogDecoder {
  public:
    explicit LogDecoder(bool tty) : tty_(tty) {}

    /// Adds what has become complete. @return false: this is no such answer
    [[nodiscard]] bool feed(std::string_view bytes, std::vector<LogPiece>& pieces);

  private:
    bool take_frames(std::vector<LogPiece>& pieces);
    bool take_lines(std::vector<LogPiece>& pieces);

    bool tty_;
    std::string rest_;
};

/// "/containers/<id>/logs?…"
std::string logs_path(const std::string& id, const LogQuery& query);

}  // namespace gantry::runtime
