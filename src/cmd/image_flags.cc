#include "cmd/image_flags.h"

#include "agent/engine/image_names.h"

namespace gantry::cmd {

void ImageFlags::add_to(CLI::App& command) {
    command
        .add_option(
            "--image-cleanup",
            cleanup,
            "auto: images that this agent pulled and no task has needed for a while are removed, "
            "at once where less than a tenth of the disk is free (never with --pull "
            "prefer-cached); off: they stay"
        )
        ->check(CLI::IsMember({"auto", "off"}))
        ->capture_default_str();
    command
        .add_option("--image-cleanup-minutes", interval_minutes, "Time between two such removals")
        ->check(CLI::Range(1, 60 * 24 * 365))
        ->capture_default_str();
    command
        .add_option(
            "--image-minimum-age-minutes",
            minimum_age_minutes,
            "How long an image stays after it was pulled, used or not"
        )
        ->check(CLI::Range(0, 60 * 24 * 365))
        ->capture_default_str();
    command.add_option("--image-cleanup-number", most_at_a_time, "How many one removal takes")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option(
        "--keep-image", keep, "An image that is never removed, as tasks name it; repeatable"
    );
}

void ImageFlags::apply(agent::AgentConfig& config) const {
    if (cleanup == "off" || config.pull_behavior == agent::PullBehavior::PreferCached) return;
    agent::ImagePolicy policy;
    policy.interval = minutes{interval_minutes};
    policy.minimum_age = minutes{minimum_age_minutes};
    policy.most_at_a_time = static_cast<std::size_t>(most_at_a_time);
    for (const std::string& name : keep) policy.keep.push_back(agent::full_image_name(name));
    config.image_cleanup = std::move(policy);
}

}  // namespace gantry::cmd
