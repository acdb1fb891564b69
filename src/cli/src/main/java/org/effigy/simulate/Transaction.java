package org.effigy.simulate;

import java.time.LocalDateTime;
import java.util.OptionalDouble;

/**
 * One card payment, as the table shows it.
 *
 * @param transactionId account and number of the payment
 * @param accountId the unit
 * @param homeCountry of the account, two letters
 * @param merchantId five digits, zero-padded
 * @param category four digits, zero-padded; a merchant has one category
 * @param channel in_store, online, phone or atm
 * @param time local time of the merchant
 * @param country of the merchant, two letters; "NA" is Namibia
 * @param currency of the payment, three letters
 * @param amount in euros, whatever the currency
 * @param distanceKm from home, empty unless the card was present
 */
public record Transaction(
        String transactionId,
        String accountId,
        String cardType,
        String homeCountry,
        String merchantId,
        String category,
        String channel,
        LocalDateTime time,
        String country,
        String currency,
        double amount,
        OptionalDouble distanceKm,
        boolean chipUsed,
        boolean pinUsed,
        boolean fraud) {
    /** The same payment with this label. */
    Transaction withFraud(boolean label) {
        return new Transaction(
                transactionId,
                accountId,
                cardType,
                homeCountry,
                merchantId,
                category,
                channel,
                time,
                country,
                currency,
                amount,
                distanceKm,
                chipUsed,
                pinUsed,
                label);
    }
}
