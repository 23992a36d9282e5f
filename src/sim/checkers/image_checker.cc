#include "sim/checkers/image_checker.h"

namespace gantry::sim {

void check_images(
    const ecr::Tables& tables, const std::set<std::string>& manifests, SysTime now, Verdict& verdict
) {
    for (const auto& [key, row] : tables.images.rows()) {
        if (manifests.contains(key)) continue;
        verdict.broken(now, "the store has no manifest of image " + key);
    }
    for (const auto& [key, row] : tables.tags.rows()) {
        const std::string repository = key.substr(0, key.find(':') + 1);
        if (tables.images.find(repository + row->digest)) continue;
        verdict.broken(now, "image tag " + key + " is of no image");
    }
}

}  // namespace gantry::sim
