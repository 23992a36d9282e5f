#include "agent/runner/image_cleaner.h"

#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kWholeDisk = 100;
constexpr Duration kWorthNoting = minutes{1};  ///< between two notes of an image's use

bool is_short_of_disk(const ImagePolicy& policy, const Result<runtime::DiskSpace>& disk) {
    return disk && disk->total_bytes > 0 &&
           disk->free_bytes * kWholeDisk < disk->total_bytes * policy.short_of_disk_below;
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

void ImageCleaner::on_image(const std::string& image, bool pulled) {
    const std::string name = full_image_name(image);
    const auto& rows = tools_.book.tables().images;
    const auto known = rows.find(name);
    if (!known && !pulled) return;
    if (!pulled && tools_.loop.now() - known->last_used_at < kWorthNoting) return;
    ImageRow row = known ? *known : ImageRow{};
    row.last_used_at = tools_.loop.now();
    if (pulled) row.pulled_at = row.last_used_at;
    core::Transaction tx;
    tx.put(rows, name, row);
    core_.commit(std::move(tx), "image used");
}

std::set<std::string> ImageCleaner::images_in_use() const {
    std::set<std::string> names;
    const std::string& toolbox = tools_.config.toolbox_image;
    if (!toolbox.empty()) names.insert(full_image_name(toolbox));
    for (const auto& [task, entry] : tools_.book.entries()) {
        for (const ContainerSpec& container : entry.spec.containers) {
            names.insert(full_image_name(container.image));
        }
    }
    return names;
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
    const std::set<std::string> in_use = images_in_use();
    std::vector<PulledImage> images;
    for (const auto& [name, row] : tools_.book.tables().images.rows()) {
        images.push_back({name, row->pulled_at, row->last_used_at, in_use.contains(name)});
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
    const std::string name = images.front();
    images.erase(images.begin());
    if (images_in_use().contains(name)) return remove(std::move(images));
    tools_.images.remove(
        name,
        [this, name, images = std::move(images), alive = std::weak_ptr(alive_)](
            const Result<void>& how
        ) {
            if (alive.expired()) return;
            if (how) {
                log_info("image_removed", {{"image", name}});
                forget(name);
            } else {
                log_info("image_kept", {{"image", name}, {"why", how.error().message}});
                keep(name);
            }
            remove(images);
        }
    );
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
