#include "agent/runner/image_cleaner.h"

#include <algorithm>

#include "agent/engine/image_names.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kWholeDisk = 100;
constexpr Duration kWorthNoting = minutes{1};  ///< between two notes of an image's use

bool is_short_of_disk(const ImagePolicy& policy, const Result<runtime::DiskSpace>& disk) {
    return disk && disk->total_bytes > 0 &&
           disk->free_bytes * kWholeDisk < disk->total_bytes * policy.short_of_disk_below;
}

bool has_name(const ImageRow& row, const std::string& name) {
    return std::ranges::find(row.names, name) != row.names.end();
}

}  // namespace

ImageCleaner::ImageCleaner(core::Core& core, OperationTools tools)
    : core_(core), tools_(tools), alive_(std::make_shared<bool>(true)) {}

ImageCleaner::~ImageCleaner() {
    tools_.loop.cancel(timer_);
}

void ImageCleaner::start() {
    if (!tools_.config.image_cleanup) return;
    timer_ = tools_.loop.call_after(tools_.config.image_cleanup->interval, [this] { look(); });
}

void ImageCleaner::on_image(const ImageStore::Got& got) {
    const std::string image = full_image_name(got.image);
    const auto& rows = tools_.book.tables().images;
    const auto known = rows.find(image);
    ImageRow row = known ? *known : ImageRow{};
    const bool worth_noting = !known || tools_.loop.now() - row.last_used_at >= kWorthNoting;
    if (worth_noting || got.pulled) row.last_used_at = tools_.loop.now();
    if (got.pulled) row.pulled_at = row.last_used_at;
    core::Transaction tx;
    for (const ImageStore::Got::Name& given : got.given) {
        if (image == given.name) continue;  // no registry knows it by a digest
        const bool ours = !given.there_before || is_our_name(given.name);
        take_name(given.name, image, tx);
        if (ours && !has_name(row, given.name)) row.names.push_back(given.name);
    }
    const bool is_ours = known || got.pulled;
    if (is_ours && (!known || row != *known)) tx.put(rows, image, row);
    if (!tx.empty()) core_.commit(std::move(tx), "image used");
}

/// A name that it gave to an image that it pulled, and to no other since.
bool ImageCleaner::is_our_name(const std::string& name) const {
    const auto& rows = tools_.book.tables().images.rows();
    return std::ranges::any_of(rows, [&](const auto& entry) {
        return entry.first == name || has_name(*entry.second, name);
    });
}

/// The name is another image's now.
void ImageCleaner::take_name(
    const std::string& name, const std::string& image, core::Transaction& tx
) const {
    const auto& table = tools_.book.tables().images;
    for (const auto& [key, row] : table.rows()) {
        if (key == image) continue;
        if (key == name) tx.erase(table, key);
        if (!has_name(*row, name)) continue;
        ImageRow without = *row;
        std::erase(without.names, name);
        tx.put(table, key, without);
    }
}

ImageCleaner::InUse ImageCleaner::images_in_use() const {
    InUse in_use;
    const std::string& toolbox = tools_.config.toolbox_image;
    const auto note = [](auto& names, const std::string& name) { names.emplace(short_name(name)); };
    if (!toolbox.empty()) note(in_use.names, full_image_name(toolbox));
    for (const auto& [task, entry] : tools_.book.entries()) {
        const auto state = tools_.book.state(task);
        for (const ContainerSpec& container : entry.spec.containers) {
            const ContainerState* its = state ? state->find(container.name) : nullptr;
            const std::string digest = its == nullptr ? "" : its->image_digest;
            note(in_use.images, full_image_name(container.image));
            note(in_use.images, by_digest(container.image, digest));
            if (digest.empty()) note(in_use.names, full_image_name(container.image));
        }
    }
    in_use.images.insert(in_use.names.begin(), in_use.names.end());
    return in_use;
}

bool ImageCleaner::is_in_use(const InUse& in_use, const std::string& image, const ImageRow& row) {
    return in_use.images.contains(short_name(image)) ||
           std::ranges::any_of(row.names, [&](const std::string& name) {
               return in_use.names.contains(short_name(name));
           });
}

void ImageCleaner::look() {
    start();
    if (!tools_.monitor.connected() || !tools_.book.writable()) return;
    tools_.runtime.disk_space(
        [this, alive = std::weak_ptr(alive_)](const Result<runtime::DiskSpace>& disk) {
            if (alive.expired()) return;
            remove_what_is_due(is_short_of_disk(*tools_.config.image_cleanup, disk));
        }
    );
}

void ImageCleaner::remove_what_is_due(bool short_of_disk) {
    const InUse in_use = images_in_use();
    std::vector<PulledImage> images;
    for (const auto& [image, row] : tools_.book.tables().images.rows()) {
        images.push_back(
            {.image = image,
             .names = row->names,
             .pulled_at = row->pulled_at,
             .last_used_at = row->last_used_at,
             .in_use = is_in_use(in_use, image, *row)}
        );
    }
    auto due = images_to_remove(
        *tools_.config.image_cleanup, std::move(images), tools_.loop.now(), short_of_disk
    );
    if (short_of_disk) log_warn("images_short_of_disk", {{"to_remove", due.size()}});
    remove(std::move(due));
}

/// One after the other; a task may have come for one meanwhile.
void ImageCleaner::remove(std::vector<std::string> images) {
    if (images.empty()) return;
    const std::string image = images.front();
    images.erase(images.begin());
    const auto row = tools_.book.tables().images.find(image);
    if (!row || is_in_use(images_in_use(), image, *row)) return remove(std::move(images));
    tools_.images.remove(
        image,
        row->names,
        [this, image, images = std::move(images), alive = std::weak_ptr(alive_)](
            const Result<void>& how
        ) {
            if (alive.expired()) return;
            on_removed(image, how);
            remove(images);
        }
    );
}

void ImageCleaner::on_removed(const std::string& image, const Result<void>& how) {
    if (how) {
        log_info("image_removed", {{"image", image}});
        return forget(image);
    }
    log_info("image_kept", {{"image", image}, {"why", how.error().message}});
    keep(image);
}

/// The others come before it from now on, so that none keeps them all from going.
void ImageCleaner::keep(const std::string& image) {
    const auto row = tools_.book.tables().images.find(image);
    if (!row) return;
    ImageRow kept = *row;
    kept.last_used_at = tools_.loop.now();
    core::Transaction tx;
    tx.put(tools_.book.tables().images, image, kept);
    core_.commit(std::move(tx), "image kept");
}

void ImageCleaner::forget(const std::string& image) {
    core::Transaction tx;
    tx.erase(tools_.book.tables().images, image);
    core_.commit(std::move(tx), "image removed");
}

}  // namespace gantry::agent
