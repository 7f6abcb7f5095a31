import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Trino in one process, with the catalogs of a folder of properties files. Prints its address; ends when its input does. */
void main(String[] args) throws Exception {
    var settings = Map.of(
            // The statistics of every query of a build are kept until they have been asked for.
            "query.max-history", "10000",
            // A limit of a writer is then one of a statement, as Athena's are.
            "task.max-writer-count", "1");
    var server = TestingTrinoServer.builder().setProperties(settings).build();
    server.installPlugin(new HivePlugin());
    server.installPlugin(new IcebergPlugin());
    try (var files = Files.newDirectoryStream(Path.of(args[0]), "*.properties")) {
        for (var file : files) createCatalog(server, file);
    }
    System.out.println("Trino listens on " + server.getBaseUrl());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
}

void createCatalog(TestingTrinoServer server, Path file) throws Exception {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) { properties.load(reader); }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((key, value) -> settings.put((String) key, (String) value));
    var name = file.getFileName().toString().replace(".properties", "");
    server.createCatalog(name, settings.remove("connector.name"), settings);
}
