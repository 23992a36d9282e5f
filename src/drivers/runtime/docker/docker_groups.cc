// Cgroups that containers of a task share: made beside the daemon, which cannot limit them.
#include <algorithm>

#include "base/log.h"
#include "drivers/runtime/docker/docker_runtime.h"

namespace gantry::runtime {

void DockerRuntime::with_layout(std::function<void(const Result<cgroup::Layout>&)> ready) {
    if (!local_) return ready(unavailable("Docker is on another machine"));
    if (layout_) return ready(*layout_);
    host_info([this, ready = std::move(ready)](const Result<HostInfo>& host) {
        if (!host) return ready(host.error());
        const bool rootless =
            std::ranges::any_of(host->security_options, [](const std::string& option) {
                return option.find("rootless") != std::string::npos;
            });
        if (rootless) return ready(unavailable("Docker runs without root's rights"));
        layout_ = cgroup::Layout{
            .version = host->cgroup_version, .systemd = host->cgroup_driver == "systemd"
        };
        ready(*layout_);
    });
}

void DockerRuntime::make_group(const GroupSpec& spec, Done<std::string> parent) {
    connection_.loop().post([this, spec, parent = std::move(parent), link = connection_.link()] {
        if (link->closed()) return;
        with_layout([this, spec, parent](const Result<cgroup::Layout>& layout) {
            Result<std::string> made = std::string();
            if (!layout) {
                made = layout.error();
            } else {
                made = cgroups_.make(
                    *layout, spec.name, {spec.memory_bytes, spec.cpu_quota_us, spec.cpu_period_us}
                );
            }
            if (!made && !std::exchange(told_no_groups_, true)) {
                log_warn("task_limits_not_shared", {{"why", made.error().message}});
            }
            parent(std::move(made));
        });
    });
}

void DockerRuntime::remove_group(const std::string& name, Done<void> done) {
    connection_.loop().post([this, name, done = std::move(done), link = connection_.link()] {
        if (link->closed()) return;
        with_layout([this, name, done](const Result<cgroup::Layout>& layout) {
            // Where none can be made there is none.
            if (!layout) return done({});
            done(cgroups_.remove(*layout, name));
        });
    });
}

}  // namespace gantry::runtime
