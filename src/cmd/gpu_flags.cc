#include "cmd/gpu_flags.h"

#include <fmt/format.h>

#include <charconv>

#include "drivers/gpu/nvidia.h"

namespace gantry::cmd {

namespace {

constexpr const char* kAuto = "auto";
/// As many clients as NVIDIA's MPS takes, for want of another bound.
constexpr int kMostSharing = 48;

std::string fault_of_gpus(const std::string& text) {
    std::size_t number = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (text == kAuto || (error == std::errc{} && end == last)) return {};
    return "takes auto or a number, but was '" + text + "'";
}

}  // namespace

void GpuFlags::add_to(CLI::App& command) {
    auto* number = command.add_option(
        "--gpus",
        gpus,
        "NVIDIA GPUs that tasks are given: auto, all that the driver shows; or so many of them. "
        "Docker needs the NVIDIA Container Toolkit"
    );
    number->check(CLI::Validator([](std::string& text) { return fault_of_gpus(text); }, "GPUS"));
    number->capture_default_str();
    command
        .add_option(
            "--pretend-gpus",
            pretended,
            "For tests: so many GPUs are registered that are not there; containers are told of "
            "them and given none"
        )
        ->check(CLI::Range(1, 64))
        ->excludes(number);
    command
        .add_option(
            "--gpu-sharing",
            sharing,
            "Each GPU is given to so many tasks at a time, who take turns on it and share its "
            "memory; nothing keeps one from taking more than its part"
        )
        ->check(CLI::Range(1, kMostSharing))
        ->capture_default_str();
}

Result<void> GpuFlags::apply(agent::AgentConfig& config) const {
    config.gpu_sharing = sharing;
    for (int i = 0; i < pretended; ++i) {
        config.gpus.push_back(fmt::format("GPU-pretended-{}", i));
        config.pretend_gpus = true;
    }
    if (config.pretend_gpus) return {};
    gpu::Inventory found = gpu::find_nvidia(gpu::kNvidiaDirectory);
    config.gpu_driver_version = found.driver_version;
    config.gpus = std::move(found.ids);
    if (gpus == kAuto) return {};
    const std::size_t wanted = std::stoul(gpus);
    if (config.gpus.size() < wanted) {
        return invalid_argument(fmt::format(
            "--gpus asks for {}, and this machine has {} in {}{}; install NVIDIA's driver, or ask "
            "for fewer",
            wanted,
            config.gpus.size(),
            gpu::kNvidiaDirectory,
            found.nameless > 0
                ? fmt::format(
                      " and {} whose UUID is not known yet (run nvidia-smi once)", found.nameless
                  )
                : ""
        ));
    }
    config.gpus.resize(wanted);
    return {};
}

}  // namespace gantry::cmd
