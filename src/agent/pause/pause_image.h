#pragma once

#include <string>
#include <string_view>

/// The image of pause containers: one static program of ours and nothing else, within this binary.
/// It is never pulled; where the runtime does not have it, it is loaded.
namespace gantry::agent {

struct PauseImage {
    std::string name;  ///< "gantry-pause:<12 hex digits of what is in it>"
    std::string
        archive;  ///< as `docker save` writes images: what ContainerRuntime::load_image takes
};

/// What images of ours and their containers are known by, so that nobody takes them for a task's.
inline constexpr const char* kPauseLabel = "dev.gantry.pause";
inline constexpr const char* kPauseRepository = "gantry-pause";

/// That of this build, for this machine's architecture.
const PauseImage& pause_image();

/// An image of one program. Pure. @param architecture as images name it: "amd64", "arm64"
PauseImage make_pause_image(std::string_view program, std::string_view architecture);

}  // namespace gantry::agent
