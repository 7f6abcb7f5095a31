-- A household gets its coupons when the campaign starts, and responds when it redeems the first of them.
select
    campaigns.campaign_id,
    campaigns.household_id as customer_id,
    replace(any_value(campaign_descriptions.start_date), ' ', 'T') || 'Z' as contacted_at,
    replace(min(coupon_redemptions.redemption_date), ' ', 'T') || 'Z' as responded_at
from campaigns
left join campaign_descriptions using (campaign_id)
left join coupon_redemptions
    on campaigns.campaign_id = coupon_redemptions.campaign_id and campaigns.household_id = coupon_redemptions.household_id
group by campaigns.campaign_id, campaigns.household_id
order by try_cast(campaigns.campaign_id as integer), try_cast(campaigns.household_id as integer)
