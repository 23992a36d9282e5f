#include "sim/checkers/file_checker.h"

#include <fmt/format.h>

namespace gantry::sim {

void check_files(
    const s3::Tables& tables,
    const std::set<std::string>& files,
    bool just_started,
    SysTime now,
    Verdict& verdict
) {
    std::set<std::string> named;
    const auto check = [&](const auto& table) {
        for (const auto& [key, row] : table.rows()) {
            for (const api::FilePart& part : row->files) {
                const bool is_new = named.insert(part.file).second;
                if (!is_new || files.contains(part.file)) continue;
                verdict.broken(now, fmt::format("{} of {} is not there", part.file, key));
            }
        }
    };
    check(tables.objects);
    check(tables.parts);
    if (!just_started) return;
    for (const std::string& file : files) {
        if (!named.contains(file)) verdict.broken(now, file + " outlives what it was of");
    }
}

}  // namespace gantry::sim
