#include "services/ecr/model/lifecycle.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/sabotage.h"
#include "services/ecr/model/images.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/wildcard.h"

namespace gantry::ecr {
namespace {

using Tagged = LifecycleRule::Tagged;
using Count = LifecycleRule::Count;

SysTime date_of(const LifecycleRule& rule, const LifecycleImage& image) {
    return rule.count == Count::SincePulled ? image.pulled.value_or(image.pushed) : image.pushed;
}

/// Those of `about` that have had their time, or are too many; the newest come first.
std::vector<std::size_t> too_many_or_old(
    const LifecycleRule& rule,
    std::vector<std::size_t> about,
    const std::vector<LifecycleImage>& images,
    SysTime now
) {
    if (rule.count != Count::MoreThan) {
        const auto age = std::chrono::days(rule.number);
        std::erase_if(about, [&](std::size_t i) { return now - date_of(rule, images[i]) < age; });
        return about;
    }
    const auto keep = static_cast<std::size_t>(rule.number);
    if (about.size() <= keep) return {};
    std::ranges::sort(about, [&images](std::size_t a, std::size_t b) {
        if (images[a].pushed != images[b].pushed) return images[a].pushed > images[b].pushed;
        return images[a].digest < images[b].digest;
    });
    about.erase(about.begin(), about.begin() + static_cast<std::ptrdiff_t>(keep));
    return about;
}

using Priorities = std::vector<std::optional<std::int64_t>>;

void add_artifacts(const std::vector<LifecycleImage>& images, Priorities& expires) {
    std::map<std::string_view, std::vector<std::size_t>> artifacts;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (!images[i].subject.empty()) artifacts[images[i].subject].push_back(i);
    }
    if (artifacts.empty()) return;
    std::vector<std::size_t> gone;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (expires[i]) gone.push_back(i);
    }
    while (!gone.empty()) {
        const std::size_t subject = gone.back();
        gone.pop_back();
        const auto found = artifacts.find(images[subject].digest);
        if (found == artifacts.end()) continue;
        for (const std::size_t i : found->second) {
            if (expires[i] || images[i].in_list) continue;
            expires[i] = expires[subject];
            gone.push_back(i);
        }
    }
}

}  // namespace

bool is_about(const LifecycleRule& rule, const LifecycleImage& image) {
    const auto has = [&image](auto fits) { return std::ranges::any_of(image.tags, fits); };
    if (sabotaged(Sabotage::ExpireUnselected)) return true;
    switch (rule.tagged) {
        case Tagged::Any: return true;
        case Tagged::Untagged: return image.tags.empty();
        case Tagged::Tagged: break;
    }
    if (image.tags.empty()) return false;
    return std::ranges::all_of(
               rule.prefixes,
               [&](const std::string& prefix) {
                   return has([&](const std::string& tag) { return tag.starts_with(prefix); });
               }
           ) &&
           std::ranges::all_of(rule.patterns, [&](const std::string& pattern) {
               return has([&](const std::string& tag) { return fits_wildcard(pattern, tag); });
           });
}

std::vector<Expiring> expiring_images(
    const std::vector<LifecycleRule>& rules, const std::vector<LifecycleImage>& images, SysTime now
) {
    Priorities expires(images.size());
    std::vector<bool> has_rule(images.size(), false);
    for (const LifecycleRule& rule : rules) {
        std::vector<std::size_t> about;
        std::set<std::size_t> own;
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (!images[i].subject.empty() || !is_about(rule, images[i])) continue;
            about.push_back(i);
            if (!has_rule[i]) own.insert(i);
            has_rule[i] = true;
        }
        for (const std::size_t i : too_many_or_old(rule, std::move(about), images, now)) {
            if (own.contains(i) && !images[i].in_list) expires[i] = rule.priority;
        }
    }
    add_artifacts(images, expires);
    std::vector<Expiring> expiring;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (expires[i]) expiring.push_back({i, *expires[i]});
    }
    return expiring;
}

std::vector<std::vector<std::size_t>> in_groups(
    const std::vector<Expiring>& expiring, const std::vector<LifecycleImage>& images
) {
    std::set<std::string_view> going;
    for (const Expiring& each : expiring) going.insert(images[each.image].digest);
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::string_view, std::vector<std::size_t>> artifacts;
    for (const Expiring& each : expiring) {
        const std::string& subject = images[each.image].subject;
        if (going.contains(subject)) {
            artifacts[subject].push_back(each.image);
        } else {
            groups.push_back({each.image});
        }
    }
    for (auto& group : groups) {
        for (std::size_t i = 0; i < group.size(); ++i) {
            const auto found = artifacts.find(images[group[i]].digest);
            if (found == artifacts.end()) continue;
            group.insert(group.end(), found->second.begin(), found->second.end());
        }
        std::ranges::reverse(group);
    }
    return groups;
}

std::vector<LifecycleImage> lifecycle_images(
    const Tables& tables, const std::string& repository_key
) {
    std::set<std::string> in_lists;
    for (const std::string& key : tables.lists.keys(repository_key)) {
        const auto list = tables.images.find(key);
        in_lists.insert(list->children.begin(), list->children.end());
    }
    std::vector<LifecycleImage> images;
    for (const auto& [key, row] : tables.images.with_prefix(members_prefix(repository_key))) {
        LifecycleImage image{
            .digest = row->digest,
            .tags = tags_of(tables, {}, key),
            .pushed = row->pushed,
            .pulled = row->pulled,
            .in_list = in_lists.contains(row->digest),
            .subject = {},
        };
        if (!row->subject.empty() && tables.images.find(member_key(repository_key, row->subject))) {
            image.subject = row->subject;
        }
        images.push_back(std::move(image));
    }
    return images;
}

}  // namespace gantry::ecr
