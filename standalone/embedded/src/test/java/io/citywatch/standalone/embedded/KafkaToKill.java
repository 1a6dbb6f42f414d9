package io.citywatch.standalone.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Program that runs a broker and writes numbers to it, printing each one that was acknowledged, until it is killed. */
final class KafkaToKill {
    static final String TOPIC = "numbers";
    static final int PARTITIONS = 3;
    static final String ACKNOWLEDGED = "acknowledged ";

    private KafkaToKill() {}

    public static void main(String[] args) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(Path.of(args[0])));
        kafka.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int number = 0; ; number++) {
                String line = ACKNOWLEDGED + number + "\n";
                var unused = producer.send(
                        new ProducerRecord<>(TOPIC, number % PARTITIONS, null, Integer.toString(number)),
                        (metadata, failure) -> {
                            if (failure == null) {
                                byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
                                System.out.write(bytes, 0, bytes.length);
                                System.out.flush();
                            }
                        });
            }
        }
    }
}
