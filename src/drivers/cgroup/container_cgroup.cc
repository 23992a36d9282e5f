#include "drivers/cgroup/container_cgroup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "drivers/cgroup/kernel_lines.h"

namespace gantry::cgroup {

namespace {

constexpr std::size_t kShortestId = 12;
/// Without these there is nothing to tell of a container.
constexpr std::array<std::string_view, 2> kNeeded = {"memory", "cpuacct"};
constexpr std::array<std::string_view, 5> kRead = {"memory", "cpuacct", "cpu", "pids", "blkio"};

/// Empty fields count.
std::vector<std::string_view> fields(std::string_view text, char separator) {
    std::vector<std::string_view> all;
    for (;;) {
        const std::size_t end = text.find(separator);
        all.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return all;
        text.remove_prefix(end + 1);
    }
}

struct Member {
    std::vector<std::string_view> controllers;  ///< none: version 2
    std::string_view path;
};

/// "4:memory:/docker/<id>", or "0::/docker/<id>"
std::vector<Member> parse_membership(std::string_view text) {
    std::vector<Member> members;
    for (const std::string_view line : split_lines(text)) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) continue;
        Member member;
        const std::string_view names = line.substr(first + 1, second - first - 1);
        if (!names.empty()) member.controllers = fields(names, ',');
        member.path = line.substr(second + 1);
        members.push_back(std::move(member));
    }
    return members;
}

const Member* find_member(const std::vector<Member>& members, std::string_view controller) {
    const auto found = std::ranges::find_if(members, [&](const Member& member) {
        if (controller.empty()) return member.controllers.empty();
        return std::ranges::find(member.controllers, controller) != member.controllers.end();
    });
    return found == members.end() ? nullptr : &*found;
}

/// The path up to the part that names the container; empty where none does.
std::string_view container_path(std::string_view path, std::string_view id) {
    const std::string scope = fmt::format("-{}.scope", id);
    std::size_t end = 0;
    for (const std::string_view part : fields(path, '/')) {
        end += part.size();
        if (part == "..") return {};  // beyond what this process may see
        if (part == id || part.ends_with(scope)) return path.substr(0, end);
        ++end;
    }
    return {};
}

std::optional<std::string> seen_at(const Hierarchy& hierarchy, std::string_view path) {
    std::string_view root = hierarchy.root;
    if (root == "/") root = {};
    if (!path.starts_with(root)) return std::nullopt;
    path.remove_prefix(root.size());
    if (!path.starts_with('/')) return std::nullopt;
    return hierarchy.place + std::string(path);
}

std::optional<std::string> seen_at(
    const std::vector<Hierarchy>& hierarchies, std::string_view controller, std::string_view path
) {
    for (const Hierarchy& hierarchy : hierarchies) {
        const auto& names = hierarchy.controllers;
        const bool fits = controller.empty() ? hierarchy.version == 2
                                             : std::ranges::find(names, controller) != names.end();
        if (!fits) continue;
        if (auto place = seen_at(hierarchy, path)) return place;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Hierarchy> parse_hierarchies(std::string_view mountinfo) {
    constexpr std::size_t kRoot = 3;
    constexpr std::size_t kPlace = 4;
    std::vector<Hierarchy> all;
    for (const std::string_view line : split_lines(mountinfo)) {
        const std::size_t dash = line.find(" - cgroup");
        if (dash == std::string_view::npos) continue;
        const auto mount = split_words(line.substr(0, dash));
        const auto type = split_words(line.substr(dash + 3));  // type, source, options
        if (mount.size() <= kPlace || type.size() != 3) continue;
        if (line.find('\\') != std::string_view::npos) continue;  // a name with blanks
        Hierarchy hierarchy{.root = std::string(mount[kRoot]), .place = std::string(mount[kPlace])};
        if (type[0] == "cgroup2") {
            hierarchy.version = 2;
        } else if (type[0] == "cgroup") {
            for (const auto name : fields(type[2], ',')) hierarchy.controllers.emplace_back(name);
        } else {
            continue;
        }
        all.push_back(std::move(hierarchy));
    }
    return all;
}

std::string ContainerCgroup::directory(std::string_view controller) const {
    const auto found = directories.find(version == 2 ? std::string_view() : controller);
    return found == directories.end() ? std::string() : found->second;
}

Result<ContainerCgroup> find_cgroup(
    std::string_view membership, const std::vector<Hierarchy>& hierarchies, std::string_view id
) {
    if (id.size() < kShortestId) return not_found("the container has no id");
    const auto members = parse_membership(membership);
    ContainerCgroup cgroup;
    // Where both are mounted, the second has no controllers that Docker would use.
    cgroup.version = find_member(members, kNeeded[0]) == nullptr ? 2 : 1;
    const auto add = [&](std::string_view controller, bool needed) -> Result<void> {
        const Member* member = find_member(members, controller);
        const auto path = member == nullptr ? std::string_view() : container_path(member->path, id);
        if (path.empty()) {
            if (!needed) return {};
            return not_found("the process is not one of the container");
        }
        auto place = seen_at(hierarchies, controller, path);
        if (place) {
            cgroup.directories.emplace(controller, std::move(*place));
        } else if (needed) {
            return unavailable(fmt::format("the cgroup {} cannot be seen from here", path));
        }
        return {};
    };
    if (cgroup.version == 2) {
        if (auto added = add("", true); !added) return added.error();
        return cgroup;
    }
    for (const std::string_view controller : kRead) {
        const bool needed = std::ranges::find(kNeeded, controller) != kNeeded.end();
        if (auto added = add(controller, needed); !added) return added.error();
    }
    return cgroup;
}

}  // namespace gantry::cgroup
