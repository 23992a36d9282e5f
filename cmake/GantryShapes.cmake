# gantry_shapes(<name> FILE x.smithy NAMESPACE gantry::api::x DIR api/x)
#
# A static library of the C++ types that a Smithy model describes, included as "<DIR>/<shape>.h".
# The generator runs when CMake does, so that the set of files is always known; a change to the model
# or to the generator makes the build run CMake again. Unchanged files are left alone.
function(gantry_shapes name)
    cmake_parse_arguments(ARG "" "FILE;NAMESPACE;DIR" "" ${ARGN})
    set(model ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FILE})
    set(generator ${CMAKE_SOURCE_DIR}/api/generator)
    file(GLOB generator_files CONFIGURE_DEPENDS ${generator}/*.py)
    set_property(
        DIRECTORY
        APPEND
        PROPERTY CMAKE_CONFIGURE_DEPENDS ${model} ${generator_files})
    execute_process(
        COMMAND ${Python3_EXECUTABLE} -B ${generator} --model ${model} --namespace ${ARG_NAMESPACE}
                --directory ${ARG_DIR} --out ${CMAKE_BINARY_DIR}/gen
        OUTPUT_VARIABLE sources
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" ";" sources "${sources}")
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_BINARY_DIR}/gen)
    target_link_libraries(${name} PUBLIC gantry_api PRIVATE gantry_warnings)
    # Thousands of constructors and destructors of plain values, and nothing to find there.
    gantry_compile_fast(${name})
    gantry_precompile(${name})
endfunction()
